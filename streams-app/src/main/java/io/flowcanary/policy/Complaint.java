package io.flowcanary.policy;

import io.flowcanary.record.InvalidPolicyException;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * Turns what Jackson says into what the author of a policy needs.
 *
 * @param fields the policy's text
 * @param source what precedes the line's number: {@code line } or {@code file:}
 */
record Complaint(YamlFields fields, String source) {

    InvalidPolicyException about(JacksonException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidPolicyException invalid) {
                String message = Durations.rewritten(invalid.getMessage());
                return at(fields.pointer(message.replaceFirst(":.*", "")), message, e);
            }
        }
        String pointer = YamlFields.pointer(e.getPath());
        String name = pointer.isEmpty() ? "" : YamlFields.name(pointer) + ": ";
        if (e instanceof UnrecognizedPropertyException unknown) {
            return at(pointer, name + "unknown field; " + instead(unknown), e);
        }
        if (e instanceof StreamReadException) {
            return at(OptionalInt.of(e.getLocation().getLineNr()), "no valid YAML: " + firstLine(e), e);
        }
        if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            String text = fields.text(pointer);
            String value = text == null ? "this" : text.isEmpty() ? "nothing" : text;
            return at(pointer, name + value + " is not allowed; expected " + allowed(mismatch.getTargetType()), e);
        }
        return at(pointer, name + firstLine(e), e);
    }

    private InvalidPolicyException at(String pointer, String message, JacksonException cause) {
        return at(fields.line(pointer), message, cause);
    }

    private InvalidPolicyException at(OptionalInt line, String message, JacksonException cause) {
        String file = source.equals("line ") ? "" : source + " ";
        String where = line.isPresent() ? source + line.getAsInt() + ": " : file;
        InvalidPolicyException invalid = new InvalidPolicyException(where + message);
        invalid.initCause(cause);
        return invalid;
    }

    private static String instead(UnrecognizedPropertyException unknown) {
        Collection<Object> known = unknown.getKnownPropertyIds() == null ? List.of() : unknown.getKnownPropertyIds();
        List<String> names = known.stream().map(String::valueOf).sorted().toList();
        String wrong = unknown.getPropertyName();
        return names.stream()
                .min(Comparator.comparingInt(name -> distance(wrong, name)))
                .filter(name -> distance(wrong, name) <= Math.max(wrong.length(), name.length()) / 2)
                .map(name -> "did you mean " + name + "?")
                .orElse("expected one of " + String.join(", ", names));
    }

    private static String allowed(Class<?> type) {
        if (type == Duration.class) {
            return Durations.ALLOWED;
        }
        if (type == Integer.class) {
            return "a whole number";
        }
        if (type == Double.class) {
            return "a number";
        }
        if (type == Boolean.class) {
            return "true or false";
        }
        if (type == String.class) {
            return "a text";
        }
        if (type.isEnum()) {
            return Stream.of(type.getFields())
                    .map(field -> field.getAnnotation(com.fasterxml.jackson.annotation.JsonProperty.class))
                    .map(property -> property.value())
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        if (type.isRecord()) {
            return Stream.of(type.getRecordComponents())
                    .map(component -> component.getName())
                    .collect(Collectors.joining(", ", "the fields ", ""));
        }
        return "a list";
    }

    private static String firstLine(JacksonException e) {
        return e.getOriginalMessage().lines().findFirst().orElse("it cannot be read");
    }

    /** Levenshtein's: insertions, deletions and replacements between two names, letter case apart. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int same =
                        Character.toLowerCase(one.charAt(i - 1)) == Character.toLowerCase(other.charAt(j - 1)) ? 0 : 1;
                int next = Math.min(Math.min(row[j], row[j - 1]) + 1, diagonal + same);
                diagonal = row[j];
                row[j] = next;
            }
        }
        return row[other.length()];
    }
}
