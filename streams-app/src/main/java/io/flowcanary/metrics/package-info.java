/** What the service tells of itself in figures. */
package io.flowcanary.metrics;
