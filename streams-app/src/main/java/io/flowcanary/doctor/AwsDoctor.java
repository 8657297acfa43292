package io.flowcanary.doctor;

import io.flowcanary.act.ActSettings;
import io.flowcanary.act.AwsCheck;
import io.flowcanary.act.Reading;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** Whether AWS answers, and the parameters hold percentages. Reads only: whether writing is allowed shows with the first write. */
public final class AwsDoctor {
    private final ActSettings settings;
    private final Clock clock;

    public AwsDoctor(ActSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Two findings for each parameter: its value, and its history. */
    public List<Finding> findings(SortedSet<String> parameters) {
        List<Finding> findings = new ArrayList<>();
        try (AwsCheck aws = new AwsCheck(settings, clock)) {
            for (String parameter : parameters) {
                Reading reading = aws.read(parameter);
                findings.add(value(reading));
                if (reading.problem() == null) {
                    findings.add(history(parameter, aws.historyProblem(parameter)));
                }
            }
        } catch (RuntimeException e) {
            findings.add(Finding.fail("AWS", String.valueOf(e.getMessage()), "set AWS_REGION and credentials"));
        }
        return findings;
    }

    private static Finding value(Reading reading) {
        String what = "SSM " + reading.parameter();
        return reading.share() == null
                ? Finding.fail(
                        what,
                        reading.problem(),
                        "create it with a whole number from 0 to 100, and allow ssm:GetParameter on it")
                : Finding.ok(what, "holds " + reading.share() + " (writing it was not tried)");
    }

    private static Finding history(String parameter, Optional<String> problem) {
        String what = "SSM history of " + parameter;
        return problem.map(why -> Finding.fail(what, why, "allow ssm:GetParameterHistory on it"))
                .orElseGet(() -> Finding.ok(what, "can be read"));
    }
}
