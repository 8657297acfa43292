/** The service's own figures, for Prometheus. */
package io.flowcanary.metrics;
