/**
 * The stream: adapters that fetch state, call a pure function and forward. {@link io.flowcanary.topology.CanaryTopology}
 * reads from top to bottom; names of nodes and stores are an upgrade contract.
 */
package io.flowcanary.topology;
