/** The stream without a broker: the same pure pieces, folded over recorded events. */
package io.flowcanary.replay;
