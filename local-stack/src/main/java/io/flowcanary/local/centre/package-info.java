/**
 * A synthetic contact centre: calls pass the canary gate of a flow and leave the events that Genesys Cloud would send.
 *
 * <p>A call is planned first; its outcome is a property of the plan. The events follow from the plan, and the truth is
 * counted from the plan, never from the events: so a count made from the events can be checked against the truth.
 */
package io.flowcanary.local.centre;
