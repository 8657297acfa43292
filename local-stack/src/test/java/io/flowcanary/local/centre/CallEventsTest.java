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
    void every_topic_occurs() {
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
    void an_envelope_names_its_conversation_in_topic_and_body() {
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
    void an_envelope_is_of_its_delivery_and_its_body_of_the_event() {
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
    void nothing_is_delivered_before_it_happened_or_later_than_the_largest_delay() {
        assertThat(Samples.deliveries(Samples.healthy(), CALLS, 50))
                .allSatisfy(delivery -> assertThat(Duration.between(delivery.eventTime(), delivery.deliverAt()))
                        .isBetween(Duration.ZERO, Duration.ofSeconds(45)));
    }

    @Test
    void the_largest_delay_can_be_set() {
        Noise noise = new Noise(0.5, 0.5, 0.5, 0, 0.5, 0.5, 0, 0, 0, 0, Duration.ofMillis(700));
        assertThat(Samples.deliveries(Samples.healthy().withNoise(noise), 200, 50))
                .allSatisfy(delivery -> assertThat(Duration.between(delivery.eventTime(), delivery.deliverAt()))
                        .isBetween(Duration.ZERO, Duration.ofMillis(700)));
    }

    @Test
    void late_attributes_come_almost_the_largest_delay_late() {
        Noise noise = new Noise(0, 0, 1, 0, 0, 0, 0, 0, 0, 0, Duration.ofMinutes(3));
        assertThat(Samples.deliveries(Samples.healthy().withNoise(noise), 500, 50)
                        .filter(delivery -> delivery.topic().equals("attributes")))
                .isNotEmpty()
                .allSatisfy(delivery -> assertThat(Duration.between(delivery.eventTime(), delivery.deliverAt()))
                        .isBetween(Duration.ofMinutes(2), Duration.ofMinutes(3)));
    }

    @Test
    void without_noise_every_event_is_delivered_once_within_a_second() {
        List<Delivery> deliveries =
                Samples.deliveries(Samples.quiet(Scenario.ERRORS), CALLS, 50).toList();
        assertThat(deliveries).allMatch(delivery -> delivery.kind() == Delivery.Kind.CONVERSATION);
        assertThat(deliveries)
                .allMatch(delivery -> Duration.between(delivery.eventTime(), delivery.deliverAt())
                                .compareTo(Duration.ofSeconds(1))
                        < 0);
    }

    @Test
    void no_two_events_share_topic_participant_session_and_time() {
        Set<String> seen = new HashSet<>();
        for (Delivery delivery : conversations(Samples.healthy())) {
            assertThat(seen.add(identity(delivery))).as(delivery.envelope()).isTrue();
        }
    }

    @Test
    void a_duplicate_repeats_an_event_in_its_own_envelope_or_the_same() {
        Noise noise = new Noise(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, Duration.ofSeconds(45));
        List<Delivery> deliveries =
                Samples.deliveries(Samples.healthy().withNoise(noise), 100, 50).toList();
        Set<String> events = deliveries.stream().map(CallEventsTest::identity).collect(Collectors.toSet());
        Set<String> texts = deliveries.stream().map(Delivery::envelope).collect(Collectors.toSet());
        assertThat(deliveries).hasSize(2 * events.size());
        assertThat(texts.size()).isGreaterThan(events.size()).isLessThan(deliveries.size());
    }

    @Test
    void personal_data_surround_the_version() {
        List<String> texts = conversations(Samples.healthy()).stream()
                .map(Delivery::envelope)
                .toList();
        for (String personal : List.of("accountNumber", "callerName", "wrapupNotes", "\"ani\":\"tel:+1202555")) {
            assertThat(texts).as(personal).anyMatch(text -> text.contains(personal));
        }
    }

    @Test
    void an_attribute_event_has_no_session_and_tells_all_or_what_changed() {
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
    void a_call_that_falls_silent_never_ends() {
        Noise noise = new Noise(0, 0, 0, 0, 0, 0, 0, 0, 1, 0, Duration.ofSeconds(45));
        assertThat(topics(Samples.deliveries(Samples.healthy().withNoise(noise), 300, 50)
                        .toList()))
                .contains("user.start", "acd.end")
                .doesNotContain("customer.end", "acw", "wrapup");
    }

    @Test
    void lost_attributes_are_never_delivered() {
        Noise noise = new Noise(0, 0, 0, 1, 0, 0, 0, 0, 0, 0, Duration.ofSeconds(45));
        assertThat(topics(Samples.deliveries(Samples.healthy().withNoise(noise), 300, 50)
                        .toList()))
                .contains("customer.end")
                .doesNotContain("attributes");
    }

    @Test
    void the_same_plan_gives_the_same_texts() {
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
