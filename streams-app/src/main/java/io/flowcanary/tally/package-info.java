/** From facts to figures: each source partition's cumulative totals, kept per canary and start minute, and summed. */
package io.flowcanary.tally;
