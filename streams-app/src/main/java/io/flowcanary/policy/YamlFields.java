package io.flowcanary.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Where each field of a policy's YAML stands and what is written there, so that an error found later, in a record's
 * constructor, can still point at a line. Paths are JSON pointers: {@code /deadline/after}, {@code /guardrails/0/margin}.
 */
final class YamlFields {
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Map<String, String> texts = new LinkedHashMap<>();

    /** The fields up to the end, or up to the first syntax error: whoever reads the text for good reports that one. */
    static YamlFields of(YAMLMapper yaml, String text) {
        YamlFields fields = new YamlFields();
        try (JsonParser parser = yaml.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                String pointer = parser.streamReadContext().pathAsPointer().toString();
                if (pointer.isEmpty()) {
                    continue;
                }
                fields.lines.putIfAbsent(pointer, parser.currentTokenLocation().getLineNr());
                if (token.isScalarValue()) {
                    fields.texts.putIfAbsent(pointer, parser.getString());
                }
            }
        } catch (JacksonException e) {
            return fields;
        }
        return fields;
    }

    /** The line of this field, or of the nearest one around it. */
    OptionalInt line(String pointer) {
        for (String at = pointer; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
            if (lines.containsKey(at)) {
                return OptionalInt.of(lines.get(at));
            }
        }
        return OptionalInt.empty();
    }

    /** What is written there, or null where no single value is. */
    String text(String pointer) {
        return texts.get(pointer);
    }

    /** Every field, in the order of the text. */
    Set<String> pointers() {
        return lines.keySet();
    }

    /** The pointer behind the name that a policy's own errors use, for example {@code guardrails.abandonRate.margin}. */
    String pointer(String field) {
        StringBuilder pointer = new StringBuilder();
        for (String name : field.split("\\.")) {
            boolean metric = pointer.toString().equals("/guardrails");
            pointer.append('/').append(metric ? guardrail(name) : name);
        }
        return pointer.toString();
    }

    /** The pointer behind Jackson's path. */
    static String pointer(List<Reference> path) {
        StringBuilder pointer = new StringBuilder();
        for (Reference step : path) {
            pointer.append('/').append(step.getPropertyName() == null ? step.getIndex() : step.getPropertyName());
        }
        return pointer.toString();
    }

    /** A pointer as people read it: {@code guardrails[0].margin}. */
    static String name(String pointer) {
        return pointer.replaceAll("/(\\d+)", "[$1]").replaceFirst("^/", "").replace('/', '.');
    }

    private String guardrail(String metric) {
        for (int i = 0; lines.containsKey("/guardrails/" + i); i++) {
            if (metric.equals(texts.get("/guardrails/" + i + "/metric"))) {
                return String.valueOf(i);
            }
        }
        return metric;
    }
}
