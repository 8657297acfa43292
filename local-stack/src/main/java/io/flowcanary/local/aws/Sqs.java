package io.flowcanary.local.aws;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The operations on queues; {@link SqsMessages} has those on messages. */
final class Sqs {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,80}");

    private final Queues queues;
    private final Tags tags = new Tags();

    Sqs(Queues queues) {
        this.queues = queues;
    }

    Map<String, Operation> operations() {
        Map<String, Operation> all = new HashMap<>(new SqsMessages(queues).operations());
        all.put("CreateQueue", this::create);
        all.put("GetQueueUrl", this::url);
        all.put("ListQueues", this::list);
        all.put("GetQueueAttributes", this::attributes);
        all.put("SetQueueAttributes", this::setAttributes);
        all.put("PurgeQueue", this::purge);
        all.put("DeleteQueue", this::delete);
        all.put("TagQueue", this::tag);
        all.put("ListQueueTags", this::listTags);
        return all;
    }

    private ObjectNode create(Call call) {
        String name = call.text("QueueName", "");
        if (name.isEmpty()) {
            throw SqsError.missing("QueueName");
        }
        if (name.endsWith(".fifo")) {
            throw SqsError.unsupported("FIFO queues");
        }
        if (!NAME.matcher(name).matches()) {
            throw call.service()
                    .invalid("Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
        }
        JsonNode attributes = call.input().path("Attributes");
        Queue queue = queues.create(name, call.service().arn(call.region(), name), attributes);
        tags.add(queue.arn(), texts(call.input().path("tags")));
        return Json.object().put("QueueUrl", url(call, queue));
    }

    private ObjectNode url(Call call) {
        Queue queue = queues.find(call.text("QueueName", "")).orElseThrow(SqsError::noQueue);
        return Json.object().put("QueueUrl", url(call, queue));
    }

    /** Whoever asks reaches the endpoint under the name it asked for, which differs between containers. */
    private static String url(Call call, Queue queue) {
        return call.origin() + "/" + Service.ACCOUNT + "/" + queue.name();
    }

    private ObjectNode list(Call call) {
        String prefix = call.text("QueueNamePrefix", "");
        ArrayNode urls = Json.array();
        for (Queue queue : queues.all()) {
            if (queue.name().startsWith(prefix)) {
                urls.add(url(call, queue));
            }
        }
        ObjectNode answer = Json.object();
        if (!urls.isEmpty()) {
            answer.set("QueueUrls", urls);
        }
        return answer;
    }

    private ObjectNode attributes(Call call) {
        Queue queue = queues.byUrl(call.text("QueueUrl", ""));
        Queue.Counts counts = queue.counts();
        Map<String, String> all = new LinkedHashMap<>(queue.settings().attributes());
        all.put("QueueArn", queue.arn());
        all.put("ApproximateNumberOfMessages", String.valueOf(counts.visible()));
        all.put("ApproximateNumberOfMessagesNotVisible", String.valueOf(counts.inFlight()));
        all.put("ApproximateNumberOfMessagesDelayed", String.valueOf(counts.delayed()));
        all.put("CreatedTimestamp", String.valueOf(queue.createdAt() / 1_000));
        all.put("LastModifiedTimestamp", String.valueOf(queue.changedAt() / 1_000));
        ObjectNode chosen = Json.object();
        for (JsonNode wanted : call.input().path("AttributeNames")) {
            String name = wanted.asString();
            if (name.equals("All")) {
                all.forEach(chosen::put);
            } else if (all.containsKey(name)) {
                chosen.put(name, all.get(name));
            } else if (!QueueSettings.UNSET.contains(name)) {
                throw SqsError.unknownAttribute(name);
            }
        }
        ObjectNode answer = Json.object();
        if (!chosen.isEmpty()) {
            answer.set("Attributes", chosen);
        }
        return answer;
    }

    private ObjectNode setAttributes(Call call) {
        Queue queue = queues.byUrl(call.text("QueueUrl", ""));
        QueueSettings changed = queue.settings().with(call.input().path("Attributes"));
        queues.checkDeadLetters(changed);
        queue.settings(changed);
        return null;
    }

    private ObjectNode delete(Call call) {
        Queue queue = queues.byUrl(call.text("QueueUrl", ""));
        queues.delete(queue);
        tags.forget(queue.arn());
        return null;
    }

    private ObjectNode tag(Call call) {
        // The query protocol has one name for the tags of both operations.
        JsonNode more = call.input().has("Tags")
                ? call.input().get("Tags")
                : call.input().path("tags");
        tags.add(queues.byUrl(call.text("QueueUrl", "")).arn(), texts(more));
        return null;
    }

    private ObjectNode listTags(Call call) {
        Queue queue = queues.byUrl(call.text("QueueUrl", ""));
        ObjectNode list = Json.object();
        tags.of(queue.arn()).forEach(list::put);
        return list.isEmpty() ? Json.object() : Json.object().set("Tags", list);
    }

    private static Map<String, String> texts(JsonNode map) {
        Map<String, String> texts = new HashMap<>();
        map.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString("")));
        return texts;
    }

    private ObjectNode purge(Call call) {
        queues.byUrl(call.text("QueueUrl", "")).purge();
        return null;
    }
}
