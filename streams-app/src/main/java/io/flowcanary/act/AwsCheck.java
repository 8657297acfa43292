package io.flowcanary.act;

import java.time.Clock;
import java.util.Optional;

/** Tries what can be tried of AWS without changing anything. */
public final class AwsCheck implements AutoCloseable {
    private final AwsClients aws;
    private final ParameterStore store;
    private final AwsTargets targets;
    private final Clock clock;

    /** @throws io.flowcanary.settings.InvalidSettingException when no usual place names a region */
    public AwsCheck(ActSettings settings, Clock clock) {
        aws = AwsClients.open(settings);
        store = new SsmParameterStore(aws.ssm());
        targets = new AwsTargets(aws);
        this.clock = clock;
    }

    /** What the parameter holds, or why that is not known. */
    public Reading read(String parameter) {
        return Reading.of(parameter, store.read(parameter), clock.instant());
    }

    /** What keeps shares from being written to the parameter; empty when nothing was seen. */
    public Optional<TargetFault> parameter(String name) {
        return targets.parameter(name);
    }

    /** What keeps alerts from being published to the topic; empty when nothing was seen. */
    public Optional<TargetFault> topic(String arn) {
        return targets.topic(arn);
    }

    /** What keeps events from being put on the bus; empty when nothing was seen. */
    public Optional<TargetFault> bus(String bus) {
        return targets.bus(bus);
    }

    @Override
    public void close() {
        aws.close();
    }
}
