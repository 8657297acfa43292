package io.flowcanary.local.commands;

import io.flowcanary.local.commands.ShownOutput.Manner;
import java.util.List;
import java.util.Optional;

/**
 * How documented commands are run.
 *
 * @param documented the forms that it stands for; the first is what runs
 * @param lane what it runs beside, and after
 * @param as what runs instead, where the documented form would take too long or a port that may be taken
 * @param exit its exit code; {@link #GOES_ON} for one that is ended once it has said its words
 * @param typed what is typed into it
 * @param words what it says
 * @param shown the beginning of the block in which a page shows its output, as {@link ShownBlocks} names it; null when none does
 * @param manner how closely
 */
record CommandRun(
        List<String> documented,
        Lane lane,
        String as,
        int exit,
        String typed,
        List<String> words,
        String shown,
        Manner manner) {
    static final int GOES_ON = -1;

    /** Commands of one lane run one after the other, in the order of the table; lanes run side by side. */
    enum Lane {
        /** Needs nothing but files. */
        ALONE,
        /** Makes recordings and reads them. */
        RECORDINGS,
        /** Looks at the broker of the started world. */
        TOPICS,
        /** Sets up an account of its own. */
        ACCOUNT,
        /** Steers the canary of the started world. */
        CANARY,
        /** Starts the world itself: held by everything that needs it. */
        WORLD
    }

    static CommandRun run(Lane lane, String... documented) {
        return new CommandRun(List.of(documented), lane, documented[0], 0, "", List.of(), null, Manner.LINE_BY_LINE);
    }

    CommandRun as(String other) {
        return new CommandRun(documented, lane, other, exit, typed, words, shown, manner);
    }

    CommandRun exits(int code) {
        return new CommandRun(documented, lane, as, code, typed, words, shown, manner);
    }

    CommandRun goesOn() {
        return exits(GOES_ON);
    }

    CommandRun types(String text) {
        return new CommandRun(documented, lane, as, exit, text, words, shown, manner);
    }

    CommandRun says(String... expected) {
        return new CommandRun(documented, lane, as, exit, typed, List.of(expected), shown, manner);
    }

    /** It prints this block, line by line. */
    CommandRun prints(String block) {
        return prints(block, Manner.LINE_BY_LINE);
    }

    CommandRun prints(String block, Manner closely) {
        return new CommandRun(documented, lane, as, exit, typed, words, block, closely);
    }

    /** The line of the page's block that it does not print; empty when it prints all, or no page shows any. */
    Optional<String> notPrinted(String out, String err) {
        if (shown == null) {
            return Optional.empty();
        }
        ShownOutput expected = new ShownOutput(ShownBlocks.named(shown), manner);
        return expected.missingIn(out).isEmpty() ? Optional.empty() : expected.missingIn(out + err);
    }

    /** Whether a mention in a sentence is of this command: its words, in order, with anything at each ellipsis and at the end. */
    boolean isMeantBy(String mention) {
        return documented.stream().anyMatch(form -> matches(mention.split("…"), form));
    }

    private static boolean matches(String[] parts, String form) {
        int from = 0;
        for (String part : parts) {
            int at = (form + " ").indexOf(part.strip() + " ", from);
            if (at < 0 || from == 0 && at != 0) {
                return false;
            }
            from = at + part.strip().length();
        }
        return true;
    }
}
