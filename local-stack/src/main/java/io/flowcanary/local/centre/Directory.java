package io.flowcanary.local.centre;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The contact centre's own objects: the same ones in every run, since an organisation keeps its ids. */
final class Directory {
    static final String ORGANISATION = id("organisation");
    static final String DIVISION = id("division");
    static final String BOT_FLOW = id("bot flow");
    static final String IN_QUEUE_FLOW = id("in-queue flow");
    static final String GOAL = id("flow outcome");
    static final String MILESTONE = id("milestone");
    static final String CAMPAIGN = id("campaign");
    static final String CONTACT_LIST = id("contact list");
    static final String UTILISATION = id("utilisation label");

    private static final List<String> QUEUES = ids("queue", 6);
    private static final List<String> AGENTS = ids("agent", 400);
    private static final List<String> WRAPUP_CODES = ids("wrap-up code", 5);

    private Directory() {}

    static String queue(RandomGenerator random) {
        return QUEUES.get(random.nextInt(QUEUES.size()));
    }

    static String agent(RandomGenerator random) {
        return AGENTS.get(random.nextInt(AGENTS.size()));
    }

    static String wrapupCode(RandomGenerator random) {
        return WRAPUP_CODES.get(random.nextInt(WRAPUP_CODES.size()));
    }

    private static List<String> ids(String kind, int count) {
        return IntStream.range(0, count).mapToObj(n -> id(kind + " " + n)).toList();
    }

    private static String id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
