package io.flowcanary.local.centre;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CallEventsTest {
    private static final int CALLS = 3_000;

    @Test
    void everyTopicOccurs() {
        assertThat(topics(Samples.deliveries(Samples.healthy(), CALLS, 50).toList()))
                .containsExactlyInAnyOrder(
                        "acd.start",
                        "acd.end",
                        "acw",
                        "attributes",
                        "contact",
                        "customer.start",
                        "customer.end",
                        "flow.start",
                        "flow.end",
                        "flow.outcome",
                        "outbound",
                        "user.start",
                        "user.end",
                        "voicemail.start",
                        "voicemail.end",
                        "wrapup");
    }

    @Test
    void anEnvelopeNamesItsConversationInTopicAndBody() {
        for (Delivery delivery : conversations(Samples.healthy())) {
            JsonNode envelope = Samples.JSON.readTree(delivery.envelope());
            String id = Samples.body(delivery).path("conversationId").asString();
            assertThat(id).hasSize(36);
            assertThat(envelope.path("detail-type").asString())
                    .isEqualTo("v2.detail.events.conversation.{id}." + delivery.topic());
            assertThat(envelope.path("detail").path("topicName").asString())
                    .isEqualTo("v2.detail.events.conversation." + id + "." + delivery.topic());
        }
    }

    @Test
    void anEnvelopeIsOfItsDeliveryAndItsBodyOfTheEvent() {
        Set<Integer> lengths = new HashSet<>();
        for (Delivery delivery : conversations(Samples.healthy())) {
            JsonNode envelope = Samples.JSON.readTree(delivery.envelope());
            String time = envelope.path("time").asString();
            assertThat(delivery.deliverAt().toString()).startsWith(time.substring(0, 19));
            lengths.add(time.length());
            assertThat(Samples.body(delivery).path("eventTime").asLong())
                    .isEqualTo(delivery.eventTime().toEpochMilli());
        }
        assertThat(lengths).as("with and without milliseconds").contains(20, 24);
    }

    @Test
    void nothingIsDeliveredBeforeItHappenedOrLaterThanTheLargestDelay() {
        assertThat(Samples.deliveries(Samples.healthy(), CALLS, 50))
                .allSatisfy(delivery -> assertThat(Duration.between(delivery.eventTime(), delivery.deliverAt()))
                        .isBetween(Duration.ZERO, Duration.ofSeconds(45)));
    }

    @Test
    void theLargestDelayCanBeSet() {
        Noise noise = new Noise(0.5, 0.5, 0.5, 0, 0.5, 0.5, 0, 0, 0, 0, Duration.ofMillis(700));
        assertThat(Samples.deliveries(Samples.healthy().withNoise(noise), 200, 50))
                .allSatisfy(delivery -> assertThat(Duration.between(delivery.eventTime(), delivery.deliverAt()))
                        .isBetween(Duration.ZERO, Duration.ofMillis(700)));
    }

    @Test
    void lateAttributesComeAlmostTheLargestDelayLate() {
        Noise noise = new Noise(0, 0, 1, 0, 0, 0, 0, 0, 0, 0, Duration.ofMinutes(3));
        assertThat(Samples.deliveries(Samples.healthy().withNoise(noise), 500, 50)
                        .filter(delivery -> delivery.topic().equals("attributes")))
                .isNotEmpty()
                .allSatisfy(delivery -> assertThat(Duration.between(delivery.eventTime(), delivery.deliverAt()))
                        .isBetween(Duration.ofMinutes(2), Duration.ofMinutes(3)));
    }

    @Test
    void withoutNoiseEveryEventIsDeliveredOnceWithinASecond() {
        List<Delivery> deliveries =
                Samples.deliveries(Samples.quiet(Scenario.ERRORS), CALLS, 50).toList();
        assertThat(deliveries).allMatch(delivery -> delivery.kind() == Delivery.Kind.CONVERSATION);
        assertThat(deliveries)
                .allMatch(delivery -> Duration.between(delivery.eventTime(), delivery.deliverAt())
                                .compareTo(Duration.ofSeconds(1))
                        < 0);
    }

    @Test
    void noTwoEventsShareTopicParticipantSessionAndTime() {
        Set<String> seen = new HashSet<>();
        for (Delivery delivery : conversations(Samples.healthy())) {
            assertThat(seen.add(identity(delivery))).as(delivery.envelope()).isTrue();
        }
    }

    @Test
    void aDuplicateRepeatsAnEventInItsOwnEnvelopeOrTheSame() {
        Noise noise = new Noise(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, Duration.ofSeconds(45));
        List<Delivery> deliveries =
                Samples.deliveries(Samples.healthy().withNoise(noise), 100, 50).toList();
        Set<String> events = deliveries.stream().map(CallEventsTest::identity).collect(Collectors.toSet());
        Set<String> texts = deliveries.stream().map(Delivery::envelope).collect(Collectors.toSet());
        assertThat(deliveries).hasSize(2 * events.size());
        assertThat(texts.size()).isGreaterThan(events.size()).isLessThan(deliveries.size());
    }

    @Test
    void personalDataSurroundTheVersion() {
        List<String> texts = conversations(Samples.healthy()).stream()
                .map(Delivery::envelope)
                .toList();
        for (String personal : List.of("accountNumber", "callerName", "wrapupNotes", "\"ani\":\"tel:+1202555")) {
            assertThat(texts).as(personal).anyMatch(text -> text.contains(personal));
        }
    }

    @Test
    void anAttributeEventHasNoSessionAndTellsAllOrWhatChanged() {
        Set<Set<String>> told = new HashSet<>();
        for (Delivery delivery : conversations(Samples.healthy())) {
            if (delivery.topic().equals("attributes")) {
                assertThat(Samples.body(delivery).has("sessionId")).isFalse();
                told.add(Set.copyOf(Samples.body(delivery).path("attributes").propertyNames()));
            }
        }
        assertThat(told)
                .contains(Set.of("canaryVersion", "canaryName"))
                .contains(Set.of("canaryVersion", "canaryName", "accountNumber", "callerName"))
                .contains(Set.of("menuChoice", "callbackNumber"));
    }

    @Test
    void aCallThatFallsSilentNeverEnds() {
        Noise noise = new Noise(0, 0, 0, 0, 0, 0, 0, 0, 1, 0, Duration.ofSeconds(45));
        assertThat(topics(Samples.deliveries(Samples.healthy().withNoise(noise), 300, 50)
                        .toList()))
                .contains("user.start", "acd.end")
                .doesNotContain("customer.end", "acw", "wrapup");
    }

    @Test
    void lostAttributesAreNeverDelivered() {
        Noise noise = new Noise(0, 0, 0, 1, 0, 0, 0, 0, 0, 0, Duration.ofSeconds(45));
        assertThat(topics(Samples.deliveries(Samples.healthy().withNoise(noise), 300, 50)
                        .toList()))
                .contains("customer.end")
                .doesNotContain("attributes");
    }

    @Test
    void theSamePlanGivesTheSameTexts() {
        assertThat(Samples.deliveries(Samples.healthy(), 500, 50).toList())
                .isEqualTo(Samples.deliveries(Samples.healthy(), 500, 50).toList());
    }

    private static List<Delivery> conversations(CentreSettings settings) {
        return Samples.deliveries(settings, CALLS, 50)
                .filter(delivery -> delivery.kind() == Delivery.Kind.CONVERSATION)
                .toList();
    }

    private static Set<String> topics(List<Delivery> deliveries) {
        return deliveries.stream()
                .filter(delivery -> delivery.kind() == Delivery.Kind.CONVERSATION)
                .map(Delivery::topic)
                .collect(Collectors.toSet());
    }

    private static String identity(Delivery delivery) {
        JsonNode body = Samples.body(delivery);
        return String.join(
                " ",
                delivery.topic(),
                body.path("conversationId").asString(),
                body.path("participantId").asString(),
                body.path("sessionId").asString(""),
                body.path("eventTime").asString());
    }
}
