/**
 * Whether the judge keeps its word: simulation of the real tests, beside the rules that people use instead. {@code docs/JUDGE.md}
 * shows what came out.
 */
package io.flowcanary.local.proof;
