package io.flowcanary.act;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A store in memory that can be told to fail, and to let a stranger write at the worst moment. */
final class MemoryStore implements ParameterStore {
    final Map<String, List<ParameterVersion>> parameters = new HashMap<>();
    final Map<String, Problem> failing = new HashMap<>();
    final Deque<Problem> putFailures = new ArrayDeque<>();
    Problem historyFailure;
    int reads;
    int puts;
    Runnable beforePut = () -> {};

    @Override
    public Answer<Optional<ParameterVersion>> read(String parameter) {
        reads++;
        if (failing.containsKey(parameter)) {
            return Answer.failed(failing.get(parameter));
        }
        List<ParameterVersion> versions = parameters.getOrDefault(parameter, List.of());
        return Answer.of(
                versions.isEmpty()
                        ? Optional.empty()
                        : Optional.of(versions.get(versions.size() - 1)).map(MemoryStore::undescribed));
    }

    @Override
    public Answer<List<ParameterVersion>> history(String parameter) {
        return historyFailure != null
                ? Answer.failed(historyFailure)
                : Answer.of(List.copyOf(parameters.getOrDefault(parameter, List.of())));
    }

    @Override
    public Answer<Long> put(String parameter, String value, String description) {
        puts++;
        if (!putFailures.isEmpty()) {
            return Answer.failed(putFailures.poll());
        }
        beforePut.run();
        return Answer.of(write(parameter, value, description));
    }

    long write(String parameter, String value, String description) {
        List<ParameterVersion> versions = parameters.computeIfAbsent(parameter, name -> new ArrayList<>());
        long number = versions.size() + 1L;
        versions.add(new ParameterVersion(number, value, description, Fixtures.at(4)));
        return number;
    }

    String value(String parameter) {
        List<ParameterVersion> versions = parameters.get(parameter);
        return versions == null ? null : versions.get(versions.size() - 1).value();
    }

    /** As GetParameter answers: it tells no description. */
    private static ParameterVersion undescribed(ParameterVersion version) {
        return new ParameterVersion(version.number(), version.value(), null, version.modified());
    }
}
