package io.flowcanary.local.aws;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** One alternative in a leaf of an event pattern: a plain value, or an object with one operator. */
@FunctionalInterface
interface ValueTest {

    /** Decides about a leaf value or, for exists, about its absence. */
    boolean matches(JsonNode value);

    /** Of an array in the event, one element is enough. */
    default boolean matchesPlace(JsonNode place) {
        if (!place.isArray() || place.isEmpty()) {
            return matches(place);
        }
        for (JsonNode element : place) {
            if (matchesPlace(element)) {
                return true;
            }
        }
        return false;
    }

    static ValueTest parse(JsonNode wanted, String where) {
        if (wanted.isArray()) {
            throw EventPattern.invalid("\"" + where + "\" must hold values, not arrays");
        }
        return wanted.isObject() ? operator(wanted) : exactly(wanted);
    }

    private static ValueTest exactly(JsonNode wanted) {
        // Numbers compare as written, as in EventBridge: 300, 300.0 and 3.0e2 are three values.
        return value -> value.isNumber() && wanted.isNumber()
                ? value.decimalValue().equals(wanted.decimalValue())
                : value.equals(wanted);
    }

    private static ValueTest operator(JsonNode object) {
        if (object.size() != 1) {
            throw EventPattern.invalid("Only one key allowed in match expression");
        }
        Map.Entry<String, JsonNode> only = object.properties().iterator().next();
        JsonNode operand = only.getValue();
        return switch (only.getKey()) {
            case "prefix", "suffix", "equals-ignore-case" -> text(only.getKey(), operand);
            case "anything-but" -> anythingBut(operand);
            case "exists" -> exists(operand);
            case "numeric" -> numeric(operand);
            default -> throw EventPattern.invalid("Unrecognized match type " + only.getKey());
        };
    }

    private static ValueTest text(String operator, JsonNode operand) {
        if (!operand.isString()) {
            throw EventPattern.invalid(operator + " match pattern must be a string");
        }
        String wanted = operand.stringValue();
        Predicate<String> test = switch (operator) {
            case "prefix" -> text -> text.startsWith(wanted);
            case "suffix" -> text -> text.endsWith(wanted);
            default -> text -> text.equalsIgnoreCase(wanted);
        };
        return value -> value.isString() && test.test(value.stringValue());
    }

    private static ValueTest anythingBut(JsonNode operand) {
        List<ValueTest> unwanted = new ArrayList<>();
        if (operand.isArray() && !operand.isEmpty()) {
            operand.forEach(v -> unwanted.add(plain(v)));
        } else if (operand.isObject()) {
            String operator = String.join(",", operand.propertyNames());
            if (!List.of("prefix", "suffix", "equals-ignore-case").contains(operator)) {
                throw EventPattern.invalid("Unsupported anything-but pattern: " + operator);
            }
            unwanted.add(operator(operand));
        } else {
            unwanted.add(plain(operand));
        }
        return value -> value.isValueNode()
                && !value.isMissingNode()
                && unwanted.stream().noneMatch(t -> t.matches(value));
    }

    private static ValueTest plain(JsonNode value) {
        if (!value.isString() && !value.isNumber()) {
            throw EventPattern.invalid("Inside anything-but, only strings and numbers are supported.");
        }
        return exactly(value);
    }

    private static ValueTest exists(JsonNode operand) {
        if (!operand.isBoolean()) {
            throw EventPattern.invalid("exists match pattern must be either true or false.");
        }
        // Only leaves exist for EventBridge; an object is a way to leaves.
        boolean wanted = operand.booleanValue();
        return value -> wanted == (!value.isMissingNode() && value.isValueNode());
    }

    private static ValueTest numeric(JsonNode operand) {
        if (!operand.isArray() || (operand.size() != 2 && operand.size() != 4)) {
            throw EventPattern.invalid("Value of numeric must be an array of one or two comparisons.");
        }
        List<Predicate<BigDecimal>> all = new ArrayList<>();
        for (int i = 0; i < operand.size(); i += 2) {
            all.add(comparison(operand.get(i), operand.get(i + 1)));
        }
        return value -> value.isNumber() && all.stream().allMatch(comparison -> comparison.test(value.decimalValue()));
    }

    private static Predicate<BigDecimal> comparison(JsonNode sign, JsonNode operand) {
        if (!operand.isNumber()) {
            throw EventPattern.invalid("Value of numeric comparison must be a number.");
        }
        BigDecimal bound = operand.decimalValue();
        return switch (sign.asString("")) {
            case "=" -> n -> n.compareTo(bound) == 0;
            case "<" -> n -> n.compareTo(bound) < 0;
            case "<=" -> n -> n.compareTo(bound) <= 0;
            case ">" -> n -> n.compareTo(bound) > 0;
            case ">=" -> n -> n.compareTo(bound) >= 0;
            default -> throw EventPattern.invalid("Unrecognized numeric range operator: " + sign);
        };
    }
}
