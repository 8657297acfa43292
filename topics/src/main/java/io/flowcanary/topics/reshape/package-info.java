/** Gives topics that have another number of partitions the contract's again, without losing a record or a group's place. */
package io.flowcanary.topics.reshape;
