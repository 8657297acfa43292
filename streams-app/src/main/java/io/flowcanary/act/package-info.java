/**
 * Effects outside Kafka, apart from the stream: {@link io.flowcanary.act.ShareKeeper} keeps the parameter equal to the wanted
 * share, {@link io.flowcanary.act.Announcer} tells people and pipelines of each transition. What to do is decided by pure
 * functions; AWS stands behind one interface per effect.
 */
package io.flowcanary.act;
