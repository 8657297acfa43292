package io.flowcanary.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.flowcanary.record.InvalidPolicyException;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;

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
                return about(invalid, e);
            }
        }
        String pointer = YamlFields.pointer(e.getPath());
        String name = pointer.isEmpty() ? "" : YamlFields.name(pointer) + ": ";
        if (e instanceof StreamReadException && !(e instanceof InputCoercionException)) {
            return at(OptionalInt.of(e.getLocation().getLineNr()), "no valid YAML: " + firstLine(e), e);
        }
        if (fields.pointers().isEmpty()) {
            return empty();
        }
        if (e instanceof InvalidNullException) {
            return at(pointer, name + "an empty element is not allowed; expected a list without holes", e);
        }
        Class<?> target = target(e);
        if (target != null) {
            String text = fields.text(pointer);
            String value = text == null ? "this" : text.isEmpty() ? "nothing" : text;
            return at(pointer, name + value + " is not allowed; expected " + allowed(target), e);
        }
        return at(pointer, name + firstLine(e), e);
    }

    InvalidPolicyException about(InvalidPolicyException invalid) {
        return about(invalid, invalid);
    }

    private InvalidPolicyException about(InvalidPolicyException invalid, Exception cause) {
        String message = Durations.rewritten(invalid.getMessage());
        return at(fields.line(fields.pointer(message.replaceFirst(":.*", ""))), message, cause);
    }

    InvalidPolicyException unknown(String pointer, String instead) {
        return at(pointer, YamlFields.name(pointer) + ": unknown field; " + instead, null);
    }

    /** About a text that holds no field at all. */
    InvalidPolicyException empty() {
        return at(OptionalInt.empty(), "the policy is empty; expected at least canary: <name>", null);
    }

    private static Class<?> target(JacksonException e) {
        if (e instanceof InputCoercionException outOfRange) {
            return outOfRange.getTargetType();
        }
        return e instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
    }

    private InvalidPolicyException at(String pointer, String message, JacksonException cause) {
        return at(fields.line(pointer), message, cause);
    }

    private InvalidPolicyException at(OptionalInt line, String message, Exception cause) {
        String file = source.equals("line ") ? "" : source + " ";
        String where = line.isPresent() ? source + line.getAsInt() + ": " : file;
        InvalidPolicyException invalid = new InvalidPolicyException(where + message);
        if (cause != null) {
            invalid.initCause(cause);
        }
        return invalid;
    }

    private static String allowed(Class<?> type) {
        if (type == Duration.class) {
            return Durations.ALLOWED;
        }
        if (type == Integer.class || type == int.class) {
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
            return Stream.of(type.getFields()).map(Complaint::written).collect(Collectors.joining(", ", "one of ", ""));
        }
        if (type.isRecord()) {
            return "the fields " + String.join(", ", FieldNames.of(type));
        }
        return "a list";
    }

    private static String written(Field constant) {
        JsonProperty name = constant.getAnnotation(JsonProperty.class);
        return name == null ? constant.getName() : name.value();
    }

    private static String firstLine(JacksonException e) {
        return e.getOriginalMessage().lines().findFirst().orElse("it cannot be read");
    }
}
