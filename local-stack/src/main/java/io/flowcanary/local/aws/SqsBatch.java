package io.flowcanary.local.aws;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the batch operations of SQS share: the request is refused as a whole, or each entry by itself. */
final class SqsBatch {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,80}");
    private static final int MOST_ENTRIES = 10;

    private SqsBatch() {}

    /** Does one entry and returns the members of its result besides the id. */
    @FunctionalInterface
    interface Entry {
        ObjectNode answer(Call entry);
    }

    static JsonNode entries(Call call) {
        JsonNode entries = call.input().path("Entries");
        if (!entries.isArray() || entries.isEmpty()) {
            throw SqsError.emptyBatch();
        }
        if (entries.size() > MOST_ENTRIES) {
            throw SqsError.longBatch(entries.size());
        }
        Set<String> ids = new HashSet<>();
        for (JsonNode entry : entries) {
            String id = entry.path("Id").asString("");
            if (!ID.matcher(id).matches()) {
                throw SqsError.batchId();
            }
            if (!ids.add(id)) {
                throw SqsError.repeatedId(id);
            }
        }
        return entries;
    }

    static ObjectNode each(Call call, Entry work) {
        ArrayNode successful = Json.array();
        ArrayNode failed = Json.array();
        for (JsonNode entry : entries(call)) {
            ObjectNode result = Json.object().put("Id", entry.path("Id").asString());
            try {
                successful.add(result.setAll(work.answer(call.about(entry))));
            } catch (AwsError error) {
                failed.add(result.put("SenderFault", error.sender())
                        .put("Code", error.queryCode())
                        .put("Message", error.getMessage()));
            }
        }
        ObjectNode answer = Json.object();
        answer.set("Successful", successful);
        answer.set("Failed", failed);
        return answer;
    }
}
