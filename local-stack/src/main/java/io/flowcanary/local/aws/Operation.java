package io.flowcanary.local.aws;

import tools.jackson.databind.node.ObjectNode;

/** One operation of a service. */
@FunctionalInterface
interface Operation {
    /** Returns the members of the answer, or null when the service's model defines no output at all. */
    ObjectNode answer(Call call);
}
