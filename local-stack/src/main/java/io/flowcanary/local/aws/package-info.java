/**
 * An AWS endpoint for one machine: the part of SSM, SNS, EventBridge, SQS and STS that flow-canary
 * touches, spoken in the real wire protocols, so that the code under test keeps its real AWS clients.
 *
 * <p>Promised: the requests, answers, validation rules, error codes and request ids of the operations
 * below, as the AWS SDK for Java, the AWS command line and botocore's service models know them.
 *
 * <ul>
 *   <li>SSM: PutParameter, GetParameter, GetParameterHistory, DeleteParameter, LabelParameterVersion,
 *       UnlabelParameterVersion, AddTagsToResource, ListTagsForResource (standard tier)
 *   <li>SNS: CreateTopic, DeleteTopic, GetTopicAttributes, ListTopics, Subscribe, ListSubscriptionsByTopic,
 *       TagResource, ListTagsForResource, Publish; a publish is recorded, not delivered
 *   <li>EventBridge: buses and partners' event sources, rules, targets, tags, connections with an API key, API
 *       destinations, PutEvents. Patterns are matched by AWS's own library. Targets get the complete
 *       envelope: SQS queues whose policy lets the rule send, SNS topics, and API destinations on this
 *       machine; what they do not take goes to the target's dead-letter queue
 *   <li>SQS: standard queues with visibility, long polling, delay, dead-letter queues, batches and tags, in
 *       both the JSON 1.0 and the older query protocol
 *   <li>STS: GetCallerIdentity
 * </ul>
 *
 * <p>Not promised: signatures are read for their service scope but never verified; of policies
 * only a queue's is read, for what rules may send; there are no quotas on request rates, encryption,
 * message attributes, FIFO queues or topics, confirmations of subscriptions. One
 * endpoint is one account; a region only shows in ARNs, so a name is taken in all regions at once, but a
 * topic is known only in the region of its ARN.
 * Nothing is kept after {@link io.flowcanary.local.aws.LocalAws#close()}. What is not supported is
 * refused with an error that says so, never silently ignored where it would change an outcome.
 */
package io.flowcanary.local.aws;
