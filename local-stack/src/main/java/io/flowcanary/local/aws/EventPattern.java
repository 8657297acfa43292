package io.flowcanary.local.aws;

import java.io.IOException;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Machine;

/** The pattern of a rule, matched by the library that EventBridge itself matches with. */
final class EventPattern {
    private static final String RULE = "rule";

    private final Machine machine;

    private EventPattern(Machine machine) {
        this.machine = machine;
    }

    static EventPattern parse(String text) {
        String wrong = JsonRuleCompiler.check(text);
        if (wrong != null) {
            throw invalid(wrong);
        }
        Machine machine = Machine.builder().build();
        try {
            machine.addRule(RULE, text);
        } catch (IOException e) {
            throw invalid(e.getMessage());
        }
        return new EventPattern(machine);
    }

    boolean matches(String event) {
        try {
            return !machine.rulesForJSONEvent(event).isEmpty();
        } catch (Exception e) {
            // The library declares nothing narrower; what comes here was parsed before, so it is JSON.
            throw new IllegalStateException("an event could not be matched", e);
        }
    }

    private static AwsError invalid(String reason) {
        return new AwsError("InvalidEventPatternException", "Event pattern is not valid. Reason: " + reason);
    }
}
