package io.flowcanary.act;

import java.time.Clock;
import java.util.Optional;

/** Tries what can be tried of AWS without changing anything. */
public final class AwsCheck implements AutoCloseable {
    private final AwsClients aws;
    private final ParameterStore store;
    private final Clock clock;

    /** @throws software.amazon.awssdk.core.exception.SdkException when no region is set */
    public AwsCheck(ActSettings settings, Clock clock) {
        aws = AwsClients.open(settings);
        store = new SsmParameterStore(aws.ssm());
        this.clock = clock;
    }

    /** What the parameter holds, or why that is not known. */
    public Reading read(String parameter) {
        return Reading.of(parameter, store.read(parameter), clock.instant());
    }

    /** Why the parameter's history cannot be read; empty when it can. */
    public Optional<String> historyProblem(String parameter) {
        var answer = store.history(parameter);
        return answer.failed() ? Optional.of(answer.problem().text()) : Optional.empty();
    }

    @Override
    public void close() {
        aws.close();
    }
}
