/** From figures to an opinion: pure, no Kafka, no clock. */
package io.flowcanary.judge;
