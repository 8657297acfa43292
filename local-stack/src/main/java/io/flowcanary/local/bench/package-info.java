/** Measures the figures in {@code docs/PERFORMANCE.md}; anyone can measure their own machine. */
package io.flowcanary.local.bench;
