package io.flowcanary.policy;

import io.flowcanary.record.Policy;

/** Policies for tests: the guide's rule for {@code main-ivr}, and what a test changes in it. */
public final class Policies {
    private Policies() {}

    /** The guide's policy with these lines of YAML added. */
    public static Policy guide(String... lines) {
        return PolicyYaml.read("canary: main-ivr\njudge: threshold\npromote: bake\n" + String.join("\n", lines));
    }

    /** A policy that names no judge and so gets the default, with these lines of YAML added. */
    public static Policy evidence(String... lines) {
        return PolicyYaml.read("canary: main-ivr\n" + String.join("\n", lines));
    }
}
