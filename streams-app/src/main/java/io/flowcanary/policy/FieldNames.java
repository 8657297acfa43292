package io.flowcanary.policy;

import io.flowcanary.record.Policy;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The names that a policy's fields can have: those of its records' components. */
final class FieldNames {
    private FieldNames() {}

    /** What to write instead of the last name in this pointer, or nothing when the policy has such a field. */
    static Optional<String> unknown(String pointer) {
        Type type = Policy.class;
        for (String name : pointer.substring(1).split("/")) {
            if (type instanceof ParameterizedType list) {
                type = list.getActualTypeArguments()[0];
            } else if (type instanceof Class<?> of && of.isRecord()) {
                Optional<RecordComponent> component = Stream.of(of.getRecordComponents())
                        .filter(candidate -> candidate.getName().equals(name))
                        .findFirst();
                if (component.isEmpty()) {
                    return Optional.of(instead(name, of));
                }
                type = component.get().getGenericType();
            } else {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** The names of a record's fields. */
    static List<String> of(Class<?> type) {
        return Stream.of(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    private static String instead(String wrong, Class<?> type) {
        return of(type).stream()
                .min(Comparator.comparingInt(name -> distance(wrong, name)))
                .filter(name -> distance(wrong, name) <= Math.max(wrong.length(), name.length()) / 2)
                .map(name -> "did you mean " + name + "?")
                .orElse("expected one of " + String.join(", ", of(type)));
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
