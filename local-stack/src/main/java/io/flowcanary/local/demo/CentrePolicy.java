package io.flowcanary.local.demo;

import io.flowcanary.judge.Judges;
import io.flowcanary.local.aws.LocalAwsSetup;
import io.flowcanary.local.centre.Branch;
import io.flowcanary.local.centre.CentreSettings;
import io.flowcanary.policy.PolicyYaml;
import io.flowcanary.record.InvalidPolicyException;
import io.flowcanary.record.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Policies for the synthetic contact centre, whose flow sets one canary's name and its own two versions. */
final class CentrePolicy {
    private static final String EXAMPLE = "/policies/main-ivr.yaml";

    private CentrePolicy() {}

    /** The example that people are given. */
    static Policy example() {
        try (InputStream yaml = CentrePolicy.class.getResourceAsStream(EXAMPLE)) {
            return PolicyYaml.read(new String(yaml.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /**
     * A policy of somebody's own.
     *
     * @throws InvalidPolicyException when it is no policy, or none that the contact centre's calls can be judged by
     */
    static Policy read(Path file, CentreSettings settings) throws IOException {
        Policy policy = PolicyYaml.read(file);
        require(file, "canary", policy.canary(), settings.canaryName());
        require(file, "versions.stable", policy.versions().stable(), version(Branch.STABLE));
        require(file, "versions.canary", policy.versions().canary(), version(Branch.CANARY));
        require(file, "parameter", policy.parameter(), LocalAwsSetup.PARAMETER);
        Judges.of(policy);
        return policy;
    }

    private static String version(Branch branch) {
        return branch.version().orElseThrow();
    }

    private static void require(Path file, String field, String found, String expected) {
        if (!found.equals(expected)) {
            throw new InvalidPolicyException(file + ": " + field + ": " + found
                    + " is not what the contact centre's flow goes by; expected " + expected);
        }
    }
}
