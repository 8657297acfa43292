package io.flowcanary.show;

import io.flowcanary.assemble.ConversationPath;
import java.util.ArrayList;
import java.util.List;

/** One conversation's path, for whoever is asked what became of a call. */
public final class ConversationText {
    private ConversationText() {}

    public static List<String> lines(ConversationPath path) {
        List<String> lines = new ArrayList<>();
        lines.add("conversation " + path.conversationId());
        lines.add("  canary    " + (path.canary() == null ? "none" : path.canary()));
        lines.add("  version   " + (path.version() == null ? "none" : path.version()));
        path.draws().forEach(draw -> lines.add("    drew " + draw.version() + " at " + Words.day(draw.at()) + " UTC"));
        lines.add("  started   " + Words.day(path.start()) + " UTC, counted in the minute from "
                + Words.time(path.startMinute()));
        path.facts().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByValue())
                .forEach(fact -> lines.add("    " + fact.getKey() + " at " + Words.day(fact.getValue()) + " UTC"
                        + (path.lateFacts().contains(fact.getKey()) ? " (too late to be evidence)" : "")));
        lines.add("  evidence  " + (path.evidence() ? "yes" : "no: " + path.why()));
        return lines;
    }
}
