package io.flowcanary.local.aws;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** The operations on buses, and the tags of whatever EventBridge tags. */
final class EventBuses {
    private static final Pattern NAME = Pattern.compile("[/.\\-_A-Za-z0-9]{1,256}");

    private final Buses buses;
    private final EventSources sources;
    private final Tags tags;

    EventBuses(Buses buses, EventSources sources, Tags tags) {
        this.buses = buses;
        this.sources = sources;
        this.tags = tags;
    }

    Map<String, Operation> operations() {
        Map<String, Operation> all = new HashMap<>(sources.operations());
        all.put("CreateEventBus", this::create);
        all.put("DescribeEventBus", this::describe);
        all.put("DeleteEventBus", this::delete);
        all.put("ListTagsForResource", call -> Json.object().set("Tags", tags.list(call.text("ResourceARN", ""))));
        all.put("TagResource", this::tag);
        return all;
    }

    /** A bus may be named by its ARN wherever it may be named. */
    static String named(String name) {
        return name.startsWith("arn:") ? name.substring(name.indexOf('/') + 1) : name;
    }

    private static String arn(Call call, String name) {
        return call.service().arn(call.region(), "event-bus/" + name);
    }

    private ObjectNode create(Call call) {
        String name = call.text("Name", "");
        String partner = call.text("EventSourceName");
        if (!NAME.matcher(name).matches()) {
            throw call.service()
                    .invalid("Value '" + name + "' at 'name' failed to satisfy constraint: "
                            + "Member must satisfy regular expression pattern: [/\\.\\-_A-Za-z0-9]+");
        }
        if (partner == null && name.contains("/")) {
            throw call.service().invalid("Event bus name must not contain '/'.");
        }
        if (partner != null && !partner.equals(name)) {
            throw call.service().invalid("A partner event bus must be named as its event source.");
        }
        if (buses.has(name)) {
            throw new AwsError("ResourceAlreadyExistsException", "Event bus " + name + " already exists.");
        }
        if (partner != null) {
            sources.activate(partner);
        }
        buses.create(name);
        tags.add(arn(call, name), call.input().path("Tags"));
        return Json.object().put("EventBusArn", arn(call, name));
    }

    private ObjectNode describe(Call call) {
        String name = named(call.text("Name", Buses.DEFAULT));
        buses.rules(name);
        return Json.object().put("Name", name).put("Arn", arn(call, name));
    }

    private ObjectNode delete(Call call) {
        String name = named(call.text("Name", ""));
        if (name.equals(Buses.DEFAULT)) {
            throw call.service().invalid("Cannot delete event bus default.");
        }
        if (buses.has(name)) {
            if (!buses.rules(name).isEmpty()) {
                throw call.service().invalid("Event bus " + name + " can't be deleted since it has rules.");
            }
            buses.delete(name);
            sources.release(name);
            tags.forget(arn(call, name));
        }
        return null;
    }

    private ObjectNode tag(Call call) {
        tags.add(call.text("ResourceARN", ""), call.input().path("Tags"));
        return Json.object();
    }
}
