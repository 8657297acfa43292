/**
 * What flow-canary needs in an AWS account, and the steps from what is there to what is wanted. {@link io.flowcanary.setup.Blueprint},
 * {@link io.flowcanary.setup.Steps} and {@link io.flowcanary.setup.Policies} are pure; a {@link io.flowcanary.setup.Keeper} knows one
 * kind of resource in AWS.
 */
package io.flowcanary.setup;
