package io.flowcanary.local.aws;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Parameter Store. */
final class Ssm {
    private static final int LARGEST_PAGE = 50;

    private final Map<String, Parameter> parameters = new ConcurrentHashMap<>();
    private final Tags tags = new Tags();
    private final Clock clock;

    Ssm(Clock clock) {
        this.clock = clock;
    }

    Map<String, Operation> operations() {
        Map<String, Operation> all = new HashMap<>(new ParameterLabels(parameters).operations());
        all.put("PutParameter", this::put);
        all.put("GetParameter", this::get);
        all.put("GetParameterHistory", this::history);
        all.put("DeleteParameter", this::delete);
        all.put("AddTagsToResource", this::tag);
        all.put("ListTagsForResource", this::listTags);
        return all;
    }

    private ObjectNode tag(Call call) {
        tags.add(tagged(call), call.input().path("Tags"));
        return Json.object();
    }

    private ObjectNode listTags(Call call) {
        return Json.object().set("TagList", tags.list(tagged(call)));
    }

    private String tagged(Call call) {
        if (!"Parameter".equals(call.text("ResourceType"))) {
            throw new AwsError("InvalidResourceType", "The local endpoint has only parameters.");
        }
        String name = call.text("ResourceId", "");
        if (!parameters.containsKey(name)) {
            throw new AwsError("InvalidResourceId", null);
        }
        return name;
    }

    Optional<Parameter> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    private ObjectNode put(Call call) {
        String name = ParameterRules.name(call);
        String value = ParameterRules.value(call);
        String type = ParameterRules.type(call);
        String description = ParameterRules.description(call);
        JsonNode more = call.input().path("Tags");
        if (!more.isEmpty() && call.flag("Overwrite")) {
            throw call.service()
                    .invalid("Invalid request: tags and overwrite can't be used together. To create a parameter with"
                            + " tags, please remove overwrite flag.");
        }
        Instant now = clock.instant();
        Parameter written = parameters.compute(name, (key, existing) -> {
            if (existing == null) {
                if (type == null) {
                    throw call.service().invalid("A parameter type is required when you create a parameter.");
                }
                return Parameter.first(name, type, new ParameterVersion(value, 1, description, now));
            }
            if (!call.flag("Overwrite")) {
                throw new AwsError(
                        "ParameterAlreadyExists",
                        "The parameter already exists. To overwrite this value, set the overwrite option in the"
                                + " request to true.");
            }
            if (type != null && !type.equals(existing.type())) {
                throw new AwsError(
                        "HierarchyTypeMismatchException",
                        "The parameter is a " + existing.type() + "; its type can't be changed to " + type + ".");
            }
            long next = existing.newest().version() + 1;
            return existing.then(new ParameterVersion(value, next, description, now));
        });
        if (!more.isEmpty()) {
            tags.add(name, more);
        }
        return Json.object().put("Version", written.newest().version()).put("Tier", "Standard");
    }

    private ObjectNode get(Call call) {
        String asked = call.text("Name", "");
        String path = asked.startsWith("arn:") ? asked.substring(asked.indexOf(":parameter") + 10) : asked;
        int colon = path.indexOf(':');
        String name = ParameterRules.asked(colon < 0 ? path : path.substring(0, colon));
        Parameter parameter = existing(name);
        ParameterVersion version = parameter.newest();
        if (colon >= 0) {
            version = selected(parameter, path.substring(colon + 1));
        }
        ObjectNode answer = Json.object();
        ObjectNode one = answer.putObject("Parameter");
        describe(one, parameter, version, call.flag("WithDecryption"));
        one.put("ARN", call.service().arn(call.region(), "parameter" + (name.startsWith("/") ? "" : "/") + name));
        if (colon >= 0) {
            one.put("Selector", path.substring(colon));
        }
        return answer;
    }

    private ParameterVersion selected(Parameter parameter, String selector) {
        // A selector that is no number is a label.
        Optional<ParameterVersion> found = selector.matches("\\d{1,18}")
                ? parameter.version(Long.parseLong(selector))
                : Optional.ofNullable(parameter.labels().get(selector)).flatMap(parameter::version);
        return found.orElseThrow(() -> new AwsError(
                "ParameterVersionNotFound",
                "Systems Manager could not find version " + selector + " of " + parameter.name()
                        + ". Verify the version and try again."));
    }

    private ObjectNode history(Call call) {
        Parameter parameter = existing(call.text("Name", ""));
        int size = call.integer("MaxResults", LARGEST_PAGE, 1, LARGEST_PAGE);
        // The token holds a version, not an index: a page stays right when old versions are dropped meanwhile.
        long after = after(call.text("NextToken"));
        List<ParameterVersion> left =
                parameter.versions().stream().filter(v -> v.version() > after).toList();
        List<ParameterVersion> page = left.subList(0, Math.min(size, left.size()));
        ObjectNode answer = Json.object();
        ArrayNode versions = answer.putArray("Parameters");
        for (ParameterVersion version : page) {
            ObjectNode one = versions.addObject();
            describe(one, parameter, version, call.flag("WithDecryption"));
            one.put("LastModifiedUser", "arn:aws:iam::" + Service.ACCOUNT + ":user/local");
            if (version.description() != null) {
                one.put("Description", version.description());
            }
            one.put("Tier", "Standard");
            ArrayNode labels = one.putArray("Labels");
            parameter.labelsOf(version.version()).forEach(labels::add);
            one.putArray("Policies");
        }
        if (page.size() < left.size()) {
            String last = "after:" + page.get(page.size() - 1).version();
            answer.put("NextToken", Base64.getEncoder().encodeToString(last.getBytes(StandardCharsets.US_ASCII)));
        }
        return answer;
    }

    private static long after(String token) {
        if (token == null) {
            return 0;
        }
        try {
            String text = new String(Base64.getDecoder().decode(token), StandardCharsets.US_ASCII);
            if (text.startsWith("after:")) {
                return Long.parseLong(text.substring("after:".length()));
            }
        } catch (IllegalArgumentException notOurs) {
            // Told to the caller below, as is a token that decodes to something else.
        }
        throw new AwsError("InvalidNextToken", "The specified token isn't valid.");
    }

    private ObjectNode delete(Call call) {
        String name = existing(call.text("Name", "")).name();
        parameters.remove(name);
        tags.forget(name);
        return Json.object();
    }

    private Parameter existing(String name) {
        // The real service names no reason either.
        return parameter(name).orElseThrow(() -> new AwsError("ParameterNotFound", null));
    }

    private static void describe(ObjectNode one, Parameter parameter, ParameterVersion version, boolean decrypted) {
        boolean sealed = parameter.type().equals("SecureString") && !decrypted;
        one.put("Name", parameter.name());
        one.put("Type", parameter.type());
        one.put("Value", sealed ? sealed(version.value()) : version.value());
        one.put("Version", version.version());
        one.put("LastModifiedDate", BigDecimal.valueOf(version.lastModified().toEpochMilli(), 3));
        one.put("DataType", "text");
    }

    /** Nothing is encrypted here; this only keeps a reader from working without asking for decryption. */
    private static String sealed(String value) {
        return Base64.getEncoder().encodeToString(("sealed:" + value).getBytes(StandardCharsets.UTF_8));
    }
}
