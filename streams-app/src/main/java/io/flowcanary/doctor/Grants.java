package io.flowcanary.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;

/** What a user lacks in Kafka, and the commands that grant it. */
final class Grants {
    private final List<String> lacks = new ArrayList<>();
    private final List<String> commands = new ArrayList<>();
    private final String bootstrap;

    Grants(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    /** One kind of resource, as people and {@code kafka-acls} name it. */
    enum On {
        TOPIC("topic", "--topic"),
        TOPICS("topics that begin with", "--resource-pattern-type prefixed --topic"),
        GROUP("group", "--group"),
        TRANSACTIONAL_IDS("transactional ids that begin with", "--resource-pattern-type prefixed --transactional-id");

        private final String words;
        private final String option;

        On(String words, String option) {
            this.words = words;
            this.option = option;
        }
    }

    void add(Set<AclOperation> operations, On kind, String name) {
        Set<String> sorted = operations.stream().map(Enum::name).collect(Collectors.toCollection(TreeSet::new));
        lacks.add(String.join(" and ", sorted) + " on " + kind.words + " " + name);
        commands.add("kafka-acls --bootstrap-server " + bootstrap + " --add --allow-principal User:NAME"
                + sorted.stream()
                        .map(operation -> " --operation " + operation.toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining())
                + " " + kind.option + " " + name);
    }

    boolean empty() {
        return lacks.isEmpty();
    }

    Finding lacking(String what) {
        return Finding.fail(
                what,
                "this user lacks " + String.join(", ", lacks),
                "grant it as Kafka's administrator: " + String.join("; ", commands));
    }
}
