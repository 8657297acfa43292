package io.flowcanary.cli;

import io.flowcanary.judge.Judges;
import io.flowcanary.policy.PolicyYaml;
import io.flowcanary.record.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Judges a running rollout by another policy. */
@Command(
        name = "apply",
        description = "Judge the running rollout by this policy from the next look on.",
        footerHeading = "%nExamples:%n",
        footer = "  flow-canary policy apply policies/main-ivr.yaml --reason \"a narrower margin\"")
final class PolicyApplyCommand extends OrderCommand {
    @Parameters(paramLabel = "POLICY.yaml", description = "The policy.")
    private Path file;

    @Override
    String canary() throws IOException {
        Policy policy = PolicyYaml.read(file);
        Judges.of(policy);
        return policy.canary();
    }

    @Override
    String order() {
        return "policy";
    }

    @Override
    void fill(ObjectNode body) throws IOException {
        body.put("policy", Files.readString(file));
    }
}
