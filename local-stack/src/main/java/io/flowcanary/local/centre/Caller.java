package io.flowcanary.local.centre;

import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * The customer of a call, all invented. Phone numbers are of the range reserved for fiction; they and the name are
 * there because a reader of the events must drop them.
 */
record Caller(String ani, String dnis, String name, String accountNumber, String externalContactId) {
    private static final String[] FIRST = {"Ada", "Bilal", "Chiara", "Dmitri", "Esra", "Femi", "Greta", "Hugo"};
    private static final String[] LAST = {"Sample", "Example", "Placeholder", "Specimen", "Mockwell", "Dummett"};

    static Caller draw(RandomGenerator random) {
        String line = Integer.toString(100 + random.nextInt(100));
        UUID contact = Identifiers.uuid(random);
        return new Caller(
                "tel:+12025550" + line,
                "tel:+18005550199",
                FIRST[random.nextInt(FIRST.length)] + " " + LAST[random.nextInt(LAST.length)],
                "ACC-" + (10_000_000 + random.nextInt(90_000_000)),
                contact.toString());
    }
}
