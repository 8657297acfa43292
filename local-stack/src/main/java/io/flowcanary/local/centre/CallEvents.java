package io.flowcanary.local.centre;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** Turns the plan of a call into what is delivered. Pure: the same plan gives the same texts. */
public final class CallEvents {
    private static final long LONGEST_PUBLISHING_MS = 300;

    private final CentreSettings settings;

    /** Writes the events of a contact centre. */
    public CallEvents(CentreSettings settings) {
        this.settings = settings;
    }

    /** The deliveries of a call, with all that goes wrong on their way, in the order of delivery. */
    public List<Delivery> of(Call call) {
        SplittableRandom random = new SplittableRandom(call.eventSeed());
        Script script = Script.of(settings, call, random.split());
        Post post = new Post(script, random);
        script.events().forEach(post::send);
        return post.deliveries();
    }

    /** Sends the events of one call. */
    private final class Post {
        private final Script script;
        private final SplittableRandom random;
        private final Delays delays;
        private final Envelope envelope;
        private final ForeignEvents foreign;
        private final List<Delivery> sent = new ArrayList<>();

        Post(Script script, SplittableRandom random) {
            this.script = script;
            this.random = random;
            this.delays = new Delays(settings.noise(), random);
            this.envelope = new Envelope(random);
            this.foreign = new ForeignEvents(random, envelope);
        }

        void send(ConversationEvent event) {
            Noise noise = settings.noise();
            long delay = delays.of(event.topic());
            Instant deliverAt = event.time().plusMillis(delay);
            String text = text(event, delay);
            add(event, deliverAt, text, Delivery.Kind.CONVERSATION);
            if (chance(noise.duplicates())) {
                // Either the queue hands out the same text twice, or Genesys sends the event anew.
                long again = delays.again(delay);
                String copy = random.nextBoolean() ? text : text(event, again);
                add(event, event.time().plusMillis(again), copy, Delivery.Kind.DUPLICATE);
            }
            if (chance(noise.malformed())) {
                String conversation = script.call().conversationId().toString();
                String broken = Malformation.draw(random).spoil(text(event, delay), conversation, random);
                add(event, deliverAt, broken, Delivery.Kind.MALFORMED);
            }
            if (chance(noise.foreign())) {
                sent.add(foreign.near(event.time(), deliverAt));
            }
        }

        List<Delivery> deliveries() {
            sent.sort(Comparator.comparing(Delivery::deliverAt));
            return List.copyOf(sent);
        }

        private String text(ConversationEvent event, long delayMs) {
            long publishing = Math.min(delayMs, random.nextLong(LONGEST_PUBLISHING_MS));
            return envelope.of(
                    script,
                    event,
                    event.time().plusMillis(publishing),
                    event.time().plusMillis(delayMs));
        }

        private void add(ConversationEvent event, Instant deliverAt, String text, Delivery.Kind kind) {
            sent.add(new Delivery(
                    deliverAt, event.time(), text, kind, event.topic().suffix()));
        }

        private boolean chance(double probability) {
            return random.nextDouble() < probability;
        }
    }
}
