package io.flowcanary.local.centre;

import java.util.random.RandomGenerator;

/** The ways an envelope can be broken. Each keeps the text on one line. */
enum Malformation {
    /** Cut off within the text. */
    TRUNCATED {
        @Override
        String spoil(String envelope, String conversationId, RandomGenerator random) {
            return envelope.substring(0, 1 + random.nextInt(envelope.length() - 1));
        }
    },
    /** No conversation in the body. */
    WITHOUT_CONVERSATION {
        @Override
        String spoil(String envelope, String conversationId, RandomGenerator random) {
            return envelope.replace(property(conversationId) + ",", "");
        }
    },
    /** A time that is no number. */
    TIME_IN_WORDS {
        @Override
        String spoil(String envelope, String conversationId, RandomGenerator random) {
            return envelope.replaceFirst("\"eventTime\":\\d+", "\"eventTime\":\"a moment ago\"");
        }
    },
    /** A list where the conversation's id belongs. */
    CONVERSATION_AS_LIST {
        @Override
        String spoil(String envelope, String conversationId, RandomGenerator random) {
            return envelope.replace(property(conversationId), "\"conversationId\":[\"" + conversationId + "\"]");
        }
    },
    /** The topic names one conversation, the body another. */
    CONTRADICTION {
        @Override
        String spoil(String envelope, String conversationId, RandomGenerator random) {
            return envelope.replace(
                    property(conversationId), property(Identifiers.uuid(random).toString()));
        }
    };

    abstract String spoil(String envelope, String conversationId, RandomGenerator random);

    static Malformation draw(RandomGenerator random) {
        return values()[random.nextInt(values().length)];
    }

    private static String property(String conversationId) {
        return "\"conversationId\":\"" + conversationId + "\"";
    }
}
