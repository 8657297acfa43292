package io.flowcanary.doctor;

import io.flowcanary.act.ActSettings;
import io.flowcanary.act.AwsCheck;
import io.flowcanary.act.Reading;
import io.flowcanary.act.TargetFault;
import io.flowcanary.record.Policy;
import io.flowcanary.settings.InvalidSettingException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;

/** Whether AWS answers and would take what we write, as far as reading shows it: whether writing is allowed shows with the first write. */
public final class AwsDoctor {
    private final ActSettings settings;
    private final Clock clock;

    public AwsDoctor(ActSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Two findings for each parameter, its value and whether it can be written; one for each topic and bus. */
    public List<Finding> findings(SortedSet<String> parameters, Collection<Policy.Alerts> alerts) {
        List<Finding> findings = new ArrayList<>();
        try (AwsCheck aws = new AwsCheck(settings, clock)) {
            for (String parameter : parameters) {
                Reading reading = aws.read(parameter);
                Optional<TargetFault> fault = aws.parameter(parameter);
                findings.add(value(reading, fault));
                if (reading.problem() == null) {
                    findings.add(finding(
                            "SSM " + parameter, fault, "can be written as far as reading shows (writing is not tried)"));
                }
            }
            alerts.stream().map(Policy.Alerts::topic).filter(Objects::nonNull).distinct().sorted().forEach(topic ->
                findings.add(finding("SNS " + topic, aws.topic(topic), "is there (publishing is not tried)")));
            alerts.stream().map(Policy.Alerts::bus).filter(Objects::nonNull).distinct().sorted().forEach(bus ->
                findings.add(finding("EventBridge " + bus, aws.bus(bus), "is there (putting is not tried)")));
        } catch (InvalidSettingException e) {
            findings.add(Finding.fail("AWS", e.getMessage(), "set AWS_REGION"));
        } catch (RuntimeException e) {
            findings.add(Finding.fail("AWS", String.valueOf(e.getMessage()), "see docs/AWS_ACCESS.md"));
        }
        return findings;
    }

    private static Finding value(Reading reading, Optional<TargetFault> fault) {
        String what = "SSM value of " + reading.parameter();
        return reading.share() == null
                ? Finding.fail(
                        what,
                        reading.problem(),
                        fault.map(TargetFault::todo).orElse("create it with a whole number from 0 to 100"))
                : Finding.ok(what, "holds " + reading.share());
    }

    private static Finding finding(String what, Optional<TargetFault> fault, String well) {
        return fault.map(found -> found.certain()
                        ? Finding.fail(what, found.why(), found.todo())
                        : Finding.warn(what, found.why(), found.todo() == null ? "try again" : found.todo()))
                .orElseGet(() -> Finding.ok(what, well));
    }
}
