package io.flowcanary.local.aws;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How one request asked, which decides how it is answered. */
interface Protocol {
    /** Null when the request names no service that speaks this protocol. */
    Service service();

    String operation();

    JsonNode input();

    Answer success(ObjectNode result, String requestId);

    Answer failure(AwsError error, String requestId);

    AwsError unknownOperation();

    AwsError unsigned();

    AwsError wrongScope();
}
