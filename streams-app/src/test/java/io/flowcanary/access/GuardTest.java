package io.flowcanary.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardTest {
    private static final String READ = "/api/v1/canaries";
    private static final String ORDER = "/api/v1/abort";

    @TempDir
    Path directory;

    private final Token viewer = Token.random(new SecureRandom());
    private final Token operator = Token.random(new SecureRandom());
    private Map<String, String> tokens;

    @BeforeEach
    void listTokens() throws IOException {
        Path file = directory.resolve("tokens");
        Files.writeString(file, viewer.line(Role.VIEWER, "page") + "\n" + operator.line(Role.OPERATOR, "ci") + "\n");
        tokens = Map.of("ACCESS_TOKENS_FILE", file.toString());
    }

    @Test
    void aViewerReadsAndDoesNotOrder() throws Exception {
        try (Door door = new Door("0.0.0.0", tokens)) {
            assertThat(door.get(READ, bearer(viewer)).body()).isEqualTo("for page");

            var refused = door.post(ORDER, "", bearer(viewer));

            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.headers().firstValue("WWW-Authenticate"))
                    .hasValue("Bearer realm=\"flow-canary\", error=\"insufficient_scope\"");
            assertThat(refused.body())
                    .contains("page does not have the role operator")
                    .doesNotContain(viewer.secret());
        }
    }

    @Test
    void anOperatorReadsAndOrdersUnderTheirName() throws Exception {
        try (Door door = new Door("0.0.0.0", tokens)) {
            assertThat(door.get(READ, bearer(operator)).body()).isEqualTo("for ci");
            assertThat(door.post(ORDER, "abc", bearer(operator)).body()).isEqualTo("3 from ci");
        }
    }

    @Test
    void whoShowsNothingIsAskedForAToken() throws Exception {
        try (Door door = new Door("0.0.0.0", tokens)) {
            var refused = door.get(READ);

            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"flow-canary\"");
            assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(refused.body())
                    .contains("\"status\":401")
                    .contains("Authorization: Bearer TOKEN")
                    .contains("\"instance\":\"" + READ + "\"");
            assertThat(door.head(READ).statusCode()).isEqualTo(401);
            assertThat(door.post(ORDER, "").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void aTokenThatIsNobodysIsRefusedAndNotRepeated() throws Exception {
        try (Door door = new Door("127.0.0.1", Map.of())) {
            var refused = door.get(READ, "Authorization", "Bearer fc_guess");

            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate"))
                    .get()
                    .asString()
                    .contains("invalid_token");
            assertThat(refused.body()).doesNotContain("fc_guess");
        }
    }

    @Test
    void aTokenListedBesideTheOldOneIsTheSameCallers() throws Exception {
        Token newer = Token.random(new SecureRandom());
        Path file = directory.resolve("two");
        Files.writeString(file, operator.line(Role.OPERATOR, "ci") + "\n" + newer.line(Role.OPERATOR, "ci") + "\n");

        try (Door door = new Door("0.0.0.0", Map.of("ACCESS_TOKENS_FILE", file.toString()))) {
            assertThat(door.get(READ, bearer(operator)).body()).isEqualTo("for ci");
            assertThat(door.get(READ, bearer(newer)).body()).isEqualTo("for ci");
        }
    }

    @Test
    void healthIsForAnyone() throws Exception {
        try (Door door = new Door("0.0.0.0", tokens)) {
            assertThat(door.get("/health/live").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aRouteThatNamesNoRoleIsAnOperators() throws Exception {
        try (Door door = new Door("0.0.0.0", tokens)) {
            assertThat(door.get("/api/v1/forgotten", bearer(viewer)).statusCode())
                    .isEqualTo(403);
            assertThat(door.get("/api/v1/forgotten", bearer(operator)).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void withoutTokensTheLoopbackAddressIsReadByAnyoneAndOrderedByNobody() throws Exception {
        try (Door door = new Door("127.0.0.1", Map.of())) {
            assertThat(door.get(READ).body()).isEqualTo("for null");

            var refused = door.post(ORDER, "");

            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.body()).contains("flow-canary token").contains("ACCESS_TOKENS_FILE");
        }
    }

    @Test
    void withoutTokensAnotherAddressIsNotEvenRead() throws Exception {
        try (Door door = new Door("0.0.0.0", Map.of())) {
            assertThat(door.get(READ).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void inDevelopmentAnyoneOnTheMachineOrdersUnderNoName() throws Exception {
        try (Door door = new Door("localhost", Map.of("ACCESS_DEVELOPMENT", "true"))) {
            assertThat(door.post(ORDER, "").body()).isEqualTo("0 from null");
        }
    }

    @Test
    void inDevelopmentAWebPageOfAnotherOriginDoesNotOrder() throws Exception {
        try (Door door = new Door("localhost", Map.of("ACCESS_DEVELOPMENT", "true"))) {
            assertThat(door.post(ORDER, "", "Origin", "https://example.com").statusCode())
                    .isEqualTo(403);
            assertThat(door.post(ORDER, "", "Origin", "http://localhost:1").statusCode())
                    .isEqualTo(403);
            assertThat(door.post(ORDER, "", "Origin", "null").statusCode()).isEqualTo(403);
            assertThat(door.post(ORDER, "", "Origin", "http://127.0.0.1:" + door.port())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void whoAsksTooOftenIsAskedToWait() throws Exception {
        Map<String, String> slow = new HashMap<>(tokens);
        slow.put("ACCESS_RATE", "1");

        try (Door door = new Door("0.0.0.0", slow)) {
            int last = 200;
            for (int i = 0; i < 60 && last == 200; i++) {
                last = door.get(READ, bearer(viewer)).statusCode();
            }
            var refused = door.get(READ, bearer(viewer));

            assertThat(last).isEqualTo(429);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(door.get(READ, bearer(operator)).statusCode())
                    .as("another caller")
                    .isEqualTo(200);
        }
    }

    @Test
    void aRequestThatIsTooLongIsRefused() throws Exception {
        Map<String, String> small = new HashMap<>(tokens);
        small.put("ACCESS_MAX_BODY", "10");

        try (Door door = new Door("0.0.0.0", small)) {
            assertThat(door.post(ORDER, "0123456789", bearer(operator)).statusCode())
                    .isEqualTo(200);
            assertThat(door.post(ORDER, "0123456789a", bearer(operator)).statusCode())
                    .isEqualTo(413);
        }
    }

    @Test
    void everyAnswerTellsBrowsersWhatTheyMayDo() throws Exception {
        try (Door door = new Door("0.0.0.0", tokens)) {
            for (var answer : java.util.List.of(door.get(READ, bearer(viewer)), door.get(READ), door.get("/nowhere"))) {
                assertThat(answer.headers().firstValue("X-Content-Type-Options"))
                        .hasValue("nosniff");
                assertThat(answer.headers().firstValue("Content-Security-Policy"))
                        .get()
                        .asString()
                        .contains("default-src 'self'", "frame-ancestors 'none'");
                assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
                assertThat(answer.headers().firstValue("Strict-Transport-Security"))
                        .isEmpty();
            }
            assertThat(door.get(READ, bearer(viewer)).headers().firstValue("Cache-Control"))
                    .hasValue("no-store");
        }
    }

    private static String[] bearer(Token token) {
        return new String[] {"Authorization", "Bearer " + token.secret()};
    }
}
