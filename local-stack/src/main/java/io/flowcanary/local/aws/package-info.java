/**
 * An AWS endpoint for one machine: the part of SSM, SNS, EventBridge, SQS and STS that flow-canary
 * touches, spoken in the real wire protocols, so that the code under test keeps its real AWS clients.
 *
 * <p>Promised: the requests, answers, validation rules, error codes and request ids of the operations
 * below, as the AWS SDK for Java, the AWS command line and botocore's service models know them.
 *
 * <ul>
 *   <li>SSM: PutParameter, GetParameter, GetParameterHistory, DeleteParameter (standard tier)
 *   <li>SNS: CreateTopic, Subscribe, Publish, ListTopics; a publish is recorded, not delivered
 *   <li>EventBridge: CreateEventBus, PutRule, PutTargets, ListRules, ListTargetsByRule, PutEvents;
 *       targets are SQS queues and get the complete envelope
 *   <li>SQS: standard queues with visibility, long polling, delay, dead-letter queues and batches, in
 *       both the JSON 1.0 and the older query protocol
 *   <li>STS: GetCallerIdentity
 * </ul>
 *
 * <p>Not promised: signatures are read for their service scope but never verified; there are no IAM
 * policies, quotas on request rates, encryption, tags, message attributes, FIFO queues or topics. One
 * endpoint is one account; a region only shows in ARNs, so a name is taken in all regions at once.
 * Nothing is kept after {@link io.flowcanary.local.aws.LocalAws#close()}. What is not supported is
 * refused with an error that says so, never silently ignored where it would change an outcome.
 */
package io.flowcanary.local.aws;
