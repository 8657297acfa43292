package io.flowcanary.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.client.CanaryClient;
import io.flowcanary.client.ServerSettings;
import io.flowcanary.policy.PolicyYaml;
import io.flowcanary.record.Messages;
import io.flowcanary.topology.Stream;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Names that a path has to be careful with, from the command line's client through the real listener to another instance. */
class CanaryNamesTest {
    private final Stream stream = new Stream();
    private final Site owner = new Site(stream);
    private final Site asked = new Site(stream);

    @AfterEach
    void close() {
        asked.close();
        owner.close();
        stream.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sales / Support",
                "/",
                "//",
                "50%",
                "%2F",
                "%252e",
                "a+b c",
                "Zürich – 東京 😀",
                "<script>alert('x')</script>",
                "\"quoted\" & 'quoted'",
                "a?b#c;d=e",
                "a\\b",
                "...",
                "a/../b",
                "../..",
                "{canary}",
                "[x]|^`~:@,"
            })
    void aCanaryIsOrderedAndAskedForByItsNameOnAnyInstance(String name) throws Exception {
        asked.shards.owner = owner.self;
        CanaryClient client = client(asked);
        CanaryClient atOwner = client(owner);
        ObjectNode start = Messages.json().createObjectNode();
        start.set("policy", Messages.json().valueToTree(PolicyYaml.read("canary: '" + name.replace("'", "''") + "'")));

        assertThat(atOwner.order(name, "start", "k-1", start).followed()).isTrue();

        assertThat(owner.given.canary()).isEqualTo(name);
        assertThat(client.canary(name).orElseThrow().canary()).isEqualTo(name);
        assertThat(client.canaries().canaries())
                .singleElement()
                .satisfies(view -> assertThat(view.canary()).isEqualTo(name));
        assertThat(client.tallies(name, java.time.Duration.ofHours(1)).canary()).isEqualTo(name);
        assertThat(client.orders(name, 1).entries()).hasSize(1);
        assertThat(client.gate(name).canary()).isEqualTo(name);
        assertThat(atOwner.order(name, "pause", "k-2", Messages.json().createObjectNode())
                        .canary())
                .isEqualTo(name);
    }

    private static CanaryClient client(Site site) {
        return new CanaryClient(
                new ServerSettings(URI.create("http://127.0.0.1:" + site.self.port() + "/"), null), waiting -> {});
    }
}
