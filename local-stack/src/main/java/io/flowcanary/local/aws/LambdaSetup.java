package io.flowcanary.local.aws;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A function that the endpoint runs.
 *
 * @param name of the function, without its ARN
 * @param command starts a process that polls the Lambda Runtime API named by {@code AWS_LAMBDA_RUNTIME_API}
 * @param environment all that the process finds in its environment, besides {@code PATH} and what Lambda itself sets
 * @param timeout after which an invocation is given up, and its process with it
 * @param processes that run at once at most, each with one invocation at a time; one more invocation is throttled
 */
public record LambdaSetup(
        String name, List<String> command, Map<String, String> environment, Duration timeout, int processes) {
    /** Checks itself. */
    public LambdaSetup {
        if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new IllegalArgumentException("not a function's name: " + name);
        }
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a function needs a command");
        }
        if (processes < 1 || processes > 50) {
            throw new IllegalArgumentException("1 to 50 processes, not " + processes);
        }
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
