package io.flowcanary.local.aws;

import java.time.Clock;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the endpoint until the process is stopped. {@code LOCAL_AWS_HOST} (127.0.0.1) and {@code
 * LOCAL_AWS_PORT} (4566) say where it listens; {@code LOCAL_AWS_SETUP=true} has {@link LocalAwsSetup}
 * fill it, in {@code AWS_REGION} (us-east-1).
 */
public final class LocalAwsMain {
    private static final Logger LOG = LoggerFactory.getLogger(LocalAwsMain.class);

    private LocalAwsMain() {}

    public static void main(String[] args) {
        LocalAws aws = start(System.getenv());
        Runtime.getRuntime().addShutdownHook(new Thread(aws::close, "close-local-aws"));
    }

    static LocalAws start(Map<String, String> environment) {
        String host = environment.getOrDefault("LOCAL_AWS_HOST", "127.0.0.1");
        int port = Integer.parseInt(environment.getOrDefault("LOCAL_AWS_PORT", "4566"));
        LocalAws aws = LocalAws.start(host, port, Clock.systemUTC());
        try {
            if (Boolean.parseBoolean(environment.get("LOCAL_AWS_SETUP"))) {
                LocalAwsSetup.on(aws.endpoint(), environment.getOrDefault("AWS_REGION", "us-east-1"));
            }
        } catch (RuntimeException e) {
            // Half set up and still listening, it would look alive to whoever waits for it.
            aws.close();
            throw e;
        }
        LOG.info("the local AWS endpoint listens at {}", aws.endpoint());
        return aws;
    }
}
