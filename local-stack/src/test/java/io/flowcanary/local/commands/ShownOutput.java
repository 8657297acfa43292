package io.flowcanary.local.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Output as a page shows it, to be held against what is printed, line by line. A figure stands for every figure with as many
 * decimals; a line {@code …} stands for any lines, an ellipsis inside one for any text.
 */
final class ShownOutput {
    private static final String ANY = "…";
    private static final String FIGURE = "\\d[\\d,]*";

    /**
     * What stands for what else: an ellipsis; a queue of an account; the bar of a guardrail; a cell of a table, in which a dash says
     * that there is no figure yet; figures; blanks.
     */
    private static final Pattern PART = Pattern.compile("(?<any>…)|(?<queue>https://sqs\\.[\\w.-]+)"
            + "|(?<bar>[\\[<][=|!o]+[\\]>o]?)|(?<=  )(?<cell>[+-]?" + FIGURE
            + "\\.\\d+(?: %)?|-(?= |$))|(?<=  )(?<signed>[+-]" + FIGURE + ")"
            + "|(?<decimal>" + FIGURE + "\\.\\d+)|(?<whole>" + FIGURE + "|over a billion)|(?<blanks> +)");

    /** How close what is printed has to come. */
    enum Manner {
        LINE_BY_LINE,
        /** The same lines in the same order, and any others between them. */
        AMONG_OTHERS,
        /** With the very figures: what is computed from a seed. */
        TO_THE_FIGURE
    }

    private final List<String> shown;
    private final Manner manner;

    ShownOutput(String block, Manner manner) {
        this.manner = manner;
        List<String> lines = block.lines().map(String::stripTrailing).toList();
        shown = manner == Manner.AMONG_OTHERS ? apart(lines) : lines;
    }

    private static List<String> apart(List<String> lines) {
        List<String> apart = new ArrayList<>(List.of(ANY));
        lines.forEach(line -> apart.addAll(List.of(line, ANY)));
        return apart;
    }

    /** The first line that is not printed where it should be; empty when all are. */
    Optional<String> missingIn(String printed) {
        List<String> lines = printed.lines().map(String::stripTrailing).toList();
        Search search = new Search(lines, new boolean[shown.size() + 1][lines.size() + 1]);
        return search.follows(0, 0) ? Optional.empty() : Optional.of(search.deepest());
    }

    private final class Search {
        private final List<String> lines;
        /** Where a shown line was looked for at a printed one. */
        private final boolean[][] tried;

        private Search(List<String> lines, boolean[][] tried) {
            this.lines = lines;
            this.tried = tried;
        }

        /** Whether the shown lines from this one on are the printed lines from that one on. */
        boolean follows(int line, int at) {
            if (tried[line][at]) {
                return false;
            }
            tried[line][at] = true;
            if (line == shown.size()) {
                return at == lines.size();
            }
            if (shown.get(line).strip().equals(ANY)) {
                return follows(line + 1, at) || at < lines.size() && follows(line, at + 1);
            }
            return at < lines.size()
                    && pattern(shown.get(line)).matcher(lines.get(at)).matches()
                    && follows(line + 1, at + 1);
        }

        String deepest() {
            int line = shown.size();
            while (!reached(line)
                    || line < shown.size() && shown.get(line).strip().equals(ANY)) {
                line--;
            }
            return line < shown.size() ? shown.get(line) : "(the end: more is printed)";
        }

        private boolean reached(int line) {
            for (boolean looked : tried[line]) {
                if (looked) {
                    return true;
                }
            }
            return false;
        }
    }

    private Pattern pattern(String line) {
        StringBuilder regex = new StringBuilder();
        Matcher part = PART.matcher(line);
        int from = 0;
        while (part.find()) {
            regex.append(Pattern.quote(line.substring(from, part.start()))).append(standsFor(part));
            from = part.end();
        }
        return Pattern.compile(regex.append(Pattern.quote(line.substring(from))).toString());
    }

    private String standsFor(Matcher part) {
        if (part.group("any") != null) {
            return ".*";
        }
        if (manner == Manner.TO_THE_FIGURE) {
            return Pattern.quote(part.group());
        }
        if (part.group("queue") != null) {
            return "https?://[\\w.:-]+";
        }
        if (part.group("bar") != null) {
            return "[<\\[o=][=|!o]+[\\]>o=]";
        }
        if (part.group("cell") != null) {
            return "(?:[+-]?" + FIGURE + "\\.\\d+(?: %)?|-)";
        }
        if (part.group("signed") != null) {
            return "[+-]?" + FIGURE;
        }
        if (part.group("decimal") != null) {
            int decimals = part.group().length() - part.group().indexOf('.') - 1;
            return FIGURE + "\\.\\d{" + decimals + "}";
        }
        return part.group("whole") != null ? "(?:" + FIGURE + "|over a billion)" : " +";
    }
}
