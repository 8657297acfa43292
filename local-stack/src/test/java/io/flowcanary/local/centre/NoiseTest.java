package io.flowcanary.local.centre;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

class NoiseTest {
    private static final String PREFIX = "v2.detail.events.conversation.";

    @Test
    void theKindsOfDeliveryComeAtTheirRates() {
        Map<Delivery.Kind, Long> kinds = new EnumMap<>(Delivery.Kind.class);
        Samples.deliveries(Samples.healthy(), 5_000, 50)
                .forEach(delivery -> kinds.merge(delivery.kind(), 1L, Long::sum));
        double events = kinds.get(Delivery.Kind.CONVERSATION);
        assertThat(kinds.get(Delivery.Kind.DUPLICATE) / events).isCloseTo(0.01, within(0.0015));
        assertThat(kinds.get(Delivery.Kind.FOREIGN) / events).isCloseTo(0.01, within(0.0015));
        assertThat(kinds.get(Delivery.Kind.MALFORMED) / events).isCloseTo(0.001, within(0.0005));
    }

    @Test
    void someEventsOvertakeOthers() {
        List<Delivery> deliveries =
                Samples.deliveries(Samples.healthy(), 1_000, 50).toList();
        long astray = deliveries.stream()
                .filter(delivery -> Duration.between(delivery.eventTime(), delivery.deliverAt())
                                .compareTo(Duration.ofSeconds(1))
                        > 0)
                .count();
        assertThat(astray / (double) deliveries.size()).isBetween(0.01, 0.04);
    }

    @Test
    void aForeignEventIsOfNoConversation() {
        assertThat(Samples.deliveries(Samples.healthy(), 2_000, 50)
                        .filter(delivery -> delivery.kind() == Delivery.Kind.FOREIGN))
                .isNotEmpty()
                .allSatisfy(delivery -> {
                    JsonNode envelope = Samples.JSON.readTree(delivery.envelope());
                    assertThat(envelope.path("detail-type").asString()).isEqualTo(delivery.topic());
                    assertThat(delivery.topic()).doesNotStartWith(PREFIX);
                    assertThat(envelope.path("detail").path("topicName").asString())
                            .doesNotStartWith(PREFIX);
                });
    }

    @Test
    void everyTextStaysOnOneLine() {
        Noise noise = new Noise(0.5, 0, 0, 0, 0.5, 1, 0, 0, 0, 0, Duration.ofSeconds(45));
        assertThat(Samples.deliveries(Samples.healthy().withNoise(noise), 300, 50))
                .allSatisfy(
                        delivery -> assertThat(delivery.envelope()).isNotEmpty().doesNotContain("\n", "\r"));
    }

    @ParameterizedTest
    @EnumSource(Malformation.class)
    void aMalformedTextIsNoProperEvent(Malformation malformation) {
        SplittableRandom random = new SplittableRandom(1);
        Samples.deliveries(Samples.quiet(Scenario.HEALTHY), 50, 50).forEach(delivery -> {
            assertThat(isProper(delivery.envelope())).isTrue();
            String conversation = Samples.body(delivery).path("conversationId").asString();
            assertThat(isProper(malformation.spoil(delivery.envelope(), conversation, random)))
                    .isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void aRateIsAFraction(double rate) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Noise(0, 0, 0, 0, 0, rate, 0, 0, 0, 0, Duration.ofSeconds(45)))
                .withMessageContaining("malformed");
    }

    @Test
    void aLargestDelayOfNothingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Noise(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO))
                .withMessageContaining("largestDelay");
    }

    /** A slow reader's check: a number for the time, and one conversation in both places. */
    private static boolean isProper(String text) {
        try {
            JsonNode detail = Samples.JSON.readTree(text).path("detail");
            JsonNode body = detail.path("eventBody");
            return body.path("eventTime").isIntegralNumber()
                    && body.path("conversationId").isString()
                    && detail.path("topicName")
                            .asString()
                            .startsWith(PREFIX + body.path("conversationId").asString() + ".");
        } catch (JacksonException broken) {
            return false;
        }
    }
}
