package io.flowcanary.cli;

import io.flowcanary.judge.Judges;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Policy.JudgeName;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Another judge than a policy's. */
public final class JudgeOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--judge",
            paramLabel = "NAME",
            description = "Another judge than the policy's: threshold or evidence.")
    private String name;

    /**
     * The policy with the judge that was asked for; as it is when none was.
     *
     * @throws io.flowcanary.record.InvalidPolicyException when the policy leaves that judge nothing to decide by
     */
    public Policy in(Policy policy) {
        Policy judged = name == null ? policy : policy.judgedBy(judge());
        Judges.of(judged);
        return judged;
    }

    private JudgeName judge() {
        return Arrays.stream(JudgeName.values())
                .filter(judge -> judge.json().equals(name))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        command.commandLine(), "--judge " + name + ": expected one of " + all()));
    }

    private static String all() {
        return Arrays.stream(JudgeName.values()).map(JudgeName::json).collect(Collectors.joining(", "));
    }
}
