/** From opinions and commands to the share that is wanted: pure, no Kafka, no clock. */
package io.flowcanary.rollout;
