package io.flowcanary.act;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * @param kafka client settings by Kafka's names, {@code bootstrap.servers} among them
 * @param awsEndpoint another endpoint than AWS's own
 * @param awsRegion else by AWS's standard chain
 * @param pageUrl where people look; alerts link to it
 * @param readInterval how often each parameter is read again, in real time
 */
public record ActSettings(
        Map<String, String> kafka,
        Optional<URI> awsEndpoint,
        Optional<String> awsRegion,
        String pageUrl,
        Duration readInterval) {}
