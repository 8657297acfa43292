package io.flowcanary.setup;

import java.net.URI;
import java.util.List;

/** What the tests of this package set up. */
final class Accounts {
    static final String SOURCE = "aws.partner/genesys.com/cloud/3f6b9e2c-0000-4000-8000-1234567890ab/calls";
    static final Account ACCOUNT = new Account("aws", "123456789012", "eu-central-1");
    static final Wishes QUEUE = wishes(null);
    static final Wishes POST = wishes(new Wishes.Post(
            URI.create("https://bridge.example.com/events"),
            "arn:aws:iam::123456789012:role/post",
            "X-Api-Key",
            300,
            false));

    private Accounts() {}

    static Wishes wishes(Wishes.Post post) {
        return new Wishes(
                "flow-canary",
                SOURCE,
                post,
                "/genesys/canary/percentage",
                List.of("ops@example.com"),
                List.of("https://example.com/alerts"),
                "arn:aws:sqs:eu-central-1:123456789012:verdicts",
                "flow-canary-gate");
    }

    static List<Resource> resources(Wishes wishes) {
        return new Blueprint(wishes, Names.of(ACCOUNT, wishes)).resources();
    }

    static Resource resource(Wishes wishes, Kind kind, String name) {
        return resources(wishes).stream()
                .filter(one -> one.kind() == kind && one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
