/**
 * From events to facts: what became of each conversation, and what it adds to its version's sums. Everything here is pure
 * but for {@link io.flowcanary.assemble.PartitionState}, which the stream keeps in its stores and a replay in maps.
 */
package io.flowcanary.assemble;
