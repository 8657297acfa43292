package io.flowcanary.local.aws;

import tools.jackson.databind.JsonNode;

/**
 * A target of a rule.
 *
 * @param asPut its members as they were put, and as they are told
 */
record Target(String id, String arn, JsonNode asPut) {
    /** The queue of events that could not be delivered; empty for none. */
    String deadLetterArn() {
        return asPut.at("/DeadLetterConfig/Arn").asString("");
    }
}
