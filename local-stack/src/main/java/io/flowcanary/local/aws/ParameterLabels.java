package io.flowcanary.local.aws;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Labels on a parameter's versions: at most ten a version, each on one version only. */
final class ParameterLabels {
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_.-][a-zA-Z0-9_.-]{0,99}");
    private static final int MOST = 10;

    private final Map<String, Parameter> parameters;

    ParameterLabels(Map<String, Parameter> parameters) {
        this.parameters = parameters;
    }

    Map<String, Operation> operations() {
        return Map.of("LabelParameterVersion", this::label, "UnlabelParameterVersion", this::unlabel);
    }

    private ObjectNode label(Call call) {
        ArrayNode invalid = Json.object().putArray("InvalidLabels");
        long version = change(call, (labels, number) -> {
            for (JsonNode label : call.input().path("Labels")) {
                String text = label.asString("");
                if (valid(text)) {
                    labels.put(text, number);
                } else {
                    invalid.add(text);
                }
            }
            if (labels.values().stream().filter(number::equals).count() > MOST) {
                throw new AwsError(
                        "ParameterVersionLabelLimitExceeded", "A parameter version can have a maximum of ten labels.");
            }
        });
        return Json.object().put("ParameterVersion", version).set("InvalidLabels", invalid);
    }

    /** Unlike labelling, it needs the version. */
    private ObjectNode unlabel(Call call) {
        if (call.integer("ParameterVersion").isEmpty()) {
            throw call.service()
                    .invalid("1 validation error detected: Value at 'parameterVersion' failed to satisfy constraint:"
                            + " Member must not be null");
        }
        ArrayNode removed = Json.object().putArray("RemovedLabels");
        ArrayNode invalid = Json.object().putArray("InvalidLabels");
        change(call, (labels, number) -> {
            for (JsonNode label : call.input().path("Labels")) {
                (labels.remove(label.asString(""), number) ? removed : invalid).add(label.asString(""));
            }
        });
        ObjectNode answer = Json.object();
        answer.set("RemovedLabels", removed);
        answer.set("InvalidLabels", invalid);
        return answer;
    }

    /** Changes the labels of one version. */
    private interface Change {
        void make(Map<String, Long> labels, Long version);
    }

    private long change(Call call, Change change) {
        String name = call.text("Name", "");
        if (call.input().path("Labels").isEmpty()) {
            throw call.service().invalid("Value at 'labels' failed to satisfy constraint: Member must not be empty");
        }
        Parameter changed = parameters.computeIfPresent(name, (key, parameter) -> {
            long version = call.integer("ParameterVersion")
                    .orElse(Math.toIntExact(parameter.newest().version()));
            if (parameter.version(version).isEmpty()) {
                throw new AwsError(
                        "ParameterVersionNotFound",
                        "Systems Manager could not find version " + version + " of " + name + ".");
            }
            Map<String, Long> labels = new HashMap<>(parameter.labels());
            change.make(labels, version);
            return parameter.labelled(labels);
        });
        if (changed == null) {
            throw new AwsError("ParameterNotFound", null);
        }
        return call.integer("ParameterVersion")
                .orElse(Math.toIntExact(changed.newest().version()));
    }

    private static boolean valid(String label) {
        String lower = label.toLowerCase(Locale.ROOT);
        return LABEL.matcher(label).matches() && !lower.startsWith("aws") && !lower.startsWith("ssm");
    }
}
