/** Measures what the README says of speed; anyone can run it again. */
package io.flowcanary.local.bench;
