package io.flowcanary.client;

import io.flowcanary.settings.InvalidSettingException;
import io.flowcanary.settings.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Which service to ask, and as whom.
 *
 * @param server its URL, ending in a slash
 * @param token sent as a bearer token; null without one
 */
public record ServerSettings(URI server, Secret token) {
    /** Where the service is when nobody says otherwise. */
    public static final String DEFAULT_SERVER = "http://localhost:8080";

    private static final Set<String> FIELDS = Set.of("server", "tokenFile");

    /**
     * Options stand before environment variables, and those before the configuration file.
     *
     * @param server the option; null when it was not given
     * @param tokenFile the option; null when it was not given
     * @param env environment variables
     * @param home where the configuration file is, unless {@code FLOW_CANARY_CONFIG} names it
     * @throws InvalidSettingException naming what is wrong and what is expected
     */
    public static ServerSettings of(String server, Path tokenFile, Map<String, String> env, Path home) {
        Optional<String> named = present(env.get("FLOW_CANARY_CONFIG"));
        Path file = named.map(Path::of).orElse(home.resolve(".config/flow-canary/config.yaml"));
        if (named.isPresent() && !Files.exists(file)) {
            throw new InvalidSettingException("FLOW_CANARY_CONFIG", named.get(), "a file that exists");
        }
        JsonNode config =
                Files.exists(file) ? config(file) : YAMLMapper.shared().createObjectNode();
        String url = Optional.ofNullable(server)
                .or(() -> present(env.get("FLOW_CANARY_SERVER")))
                .or(() -> present(config.path("server").asString("")))
                .orElse(DEFAULT_SERVER);
        return new ServerSettings(url(url), token(tokenFile, env, config, file));
    }

    private static Secret token(Path option, Map<String, String> env, JsonNode config, Path file) {
        if (option != null) {
            return read(option, "--token-file");
        }
        Optional<String> variable = present(env.get("FLOW_CANARY_TOKEN"));
        if (variable.isPresent()) {
            return new Secret(variable.get());
        }
        return present(config.path("tokenFile").asString(""))
                .map(name -> read(file.toAbsolutePath().resolveSibling(name), file + ", tokenFile"))
                .orElse(null);
    }

    private static Secret read(Path file, String setting) {
        try {
            return present(Files.readString(file))
                    .map(Secret::new)
                    .orElseThrow(() -> new InvalidSettingException(setting, file.toString(), "a file with a token"));
        } catch (IOException e) {
            throw new InvalidSettingException(setting, file.toString(), "a file that can be read");
        }
    }

    private static JsonNode config(Path file) {
        try {
            JsonNode config = YAMLMapper.shared().readTree(Files.readString(file));
            for (String name : config.propertyNames()) {
                if (!FIELDS.contains(name)) {
                    throw new InvalidSettingException(file.toString(), name, "the fields server and tokenFile");
                }
            }
            return config;
        } catch (IOException | JacksonException e) {
            throw new InvalidSettingException(
                    file.toString(), e.getClass().getSimpleName(), "YAML with the fields server and tokenFile");
        }
    }

    private static URI url(String text) {
        try {
            URI uri = URI.create(text.endsWith("/") ? text : text + "/");
            if (uri.getHost() != null && ("" + uri.getScheme()).matches("https?") && uri.getUserInfo() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new InvalidSettingException("--server", text, "a URL such as " + DEFAULT_SERVER);
    }

    private static Optional<String> present(String text) {
        return text == null || text.isBlank() ? Optional.empty() : Optional.of(text.strip());
    }
}
