package io.flowcanary.local.commands;

import java.util.Map;

/** What no row of {@link CommandTable} runs or compares, and what holds it instead. */
final class HeldElsewhere {
    /** By the beginning of the command: why no test can run it, and what holds it instead. */
    static final Map<String, String> NOT_RUN = Map.of(
            "mvnw", "it is the build that this test is a part of",
            "FLOW_CANARY_TOOLS=/some/directory mvnw", "it is the build that this test is a part of",
            ".ci/run", "CI runs it, and it runs this build",
            "local-stack/try-throttled", "it is run before a release, and takes twenty minutes of an idle machine",
            "docker/try", "it is run before a release, and takes twenty minutes and a container engine",
            "docker compose",
                    "it needs a container engine; docker/try starts the same services with the Compose file's options",
            "npm", "genesys/npm-test, a step of the same build, runs these scripts where Node is",
            "flow-canary bench --runs 0 --rollouts 0 --starts 20",
                    "it times twenty cold starts in Node; LambdaGateIT starts the same function",
            "aws",
                    "it asks AWS itself; AwsCliIT and ServiceModelIT hold the local endpoint to the same client and models",
            "gh api", "it asks GitHub; PipelineIT runs the pipeline with a stand-in");

    /** The blocks that no command of a page prints by itself, and the test that holds each of them. */
    static final Map<String, String> SHOWN_ELSEWHERE = Map.of(
            "docs/AWS_ACCESS.md: AWS_REGION", "artefact/AwsWaysIT",
            "docs/OPERATIONS.md: main-ivr", "system/HandsIT",
            "docs/SETUP.md: flow-canary", "system/SetupIT");

    /** The blocks that are not compared, and why. */
    static final Map<String, String> NOT_COMPARED = Map.of(
            "README.md: Starting a broker",
            "up to its verdict the demo takes minutes of both cores; .ci/run runs it and looks for its last lines");

    private HeldElsewhere() {}
}
