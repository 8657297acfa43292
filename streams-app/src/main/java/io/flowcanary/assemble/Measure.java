package io.flowcanary.assemble;

import io.flowcanary.record.Fact;

/** What is summed in a cell, and under which names: in time by age, and late. */
sealed interface Measure {
    String inTime(int age);

    /** Null when what comes late counts for nothing. */
    default String late() {
        return null;
    }

    /** Conversations that showed a fact, or their milliseconds. */
    record Shown(Fact fact) implements Measure {
        @Override
        public String inTime(int age) {
            return "c/" + fact + '/' + age;
        }

        @Override
        public String late() {
            return "l/" + fact;
        }
    }

    /** Conversations that a policy may tell apart from others that showed the fact. */
    record OfKind(Fact fact, String kind) implements Measure {
        @Override
        public String inTime(int age) {
            return "k/" + fact + '/' + age + '/' + kind;
        }

        @Override
        public String late() {
            return "m/" + fact + '/' + kind;
        }
    }

    /** Conversations whose handle time came to a bucket, less those that left it. */
    record HandleTime(int bucket) implements Measure {
        @Override
        public String inTime(int age) {
            return "h/" + bucket + '/' + age;
        }

        @Override
        public String late() {
            return "g/" + bucket;
        }
    }

    /** Draws at a millisecond of the minute. */
    record Drawn(int millisecond) implements Measure {
        @Override
        public String inTime(int age) {
            return "d/" + millisecond;
        }
    }

    /** Conversations that went through a published version of the flow. */
    record ThroughFlow(String version) implements Measure {
        @Override
        public String inTime(int age) {
            return "f/" + age + '/' + version;
        }
    }
}
