package io.flowcanary.setup;

/** The kinds of resources, in the words of people. */
enum Kind {
    BUS("event bus", true),
    QUEUE("queue", false),
    CONNECTION("connection", false),
    DESTINATION("API destination", false),
    RULE("rule", false),
    TARGET("target", false),
    PARAMETER("parameter", true),
    TOPIC("topic", false),
    SUBSCRIPTION("subscription", true);

    private final String label;
    private final boolean adopted;

    Kind(String label, boolean adopted) {
        this.label = label;
        this.adopted = adopted;
    }

    String label() {
        return label;
    }

    /** Whether one that somebody else made is used as it is, and never changed or removed. */
    boolean adopted() {
        return adopted;
    }
}
