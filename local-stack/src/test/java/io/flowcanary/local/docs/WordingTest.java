package io.flowcanary.local.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What people read says things as the field says them. The phrases below have slipped in before; each stands with what to say
 * instead. Pages are checked without their code blocks, sources by their texts alone: names in code are free.
 */
class WordingTest {
    private record Phrase(Pattern pattern, String instead) {}

    private static final List<Phrase> BANNED = List.of(
            phrase("(?:is|are|was|were|be|been) told of", "gets an alert, is reported, learns of"),
            phrase("tells of", "reports, says"),
            phrase("knows? no (?!longer)", "does not have, does not remove"),
            phrase("asked wrongly", "wrong usage"),
            phrase("strangers?'s?", "somebody else's"),
            phrase("(?:somebody else's|other) hands?", "somebody else's write"),
            phrase("mend(?:ed|s)?", "fix"),
            phrase("(?:say|ask) so often", "how often to"),
            phrase("stands? in the way", "is in the way, holds back"),
            phrase("(?:has|have) spoken", "has reported"),
            phrase("may no longer be so", "may be out of date"),
            phrase("where this was built", "say what was not tested"),
            phrase("anew", "again, from zero"),
            phrase("whence", "from where"),
            phrase("deployment gate", "deployment lock"),
            phrase("(?:age of|up to|behind|from|of) W", "the watermark"),
            phrase("W is", "the watermark is"),
            phrase("one time in two", "half of the time"),
            phrase("is no (?:envelope|operator|share|policy)", "is not an envelope"));

    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"|`((?:[^`\\\\]|\\\\.)*)`");
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|(?m)(?<!:)//.*$");
    private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");

    @Test
    void pagesSayItInTheFieldsWords() {
        List<String> found = new ArrayList<>();
        for (Path page : Pages.all()) {
            look(page, new Markdown(Pages.read(page)).prose(), found);
        }
        assertThat(found).isEmpty();
    }

    @Test
    void messagesAndThePageSayItInTheFieldsWords() {
        List<String> found = new ArrayList<>();
        for (Path source : Pages.found(".java", ".js")) {
            if (Pages.name(source).contains("src/main")) {
                String code = COMMENT.matcher(Pages.read(source)).replaceAll("");
                TEXT.matcher(JOINED.matcher(code).replaceAll(""))
                        .results()
                        .forEach(text -> look(source, text.group(), found));
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void policiesAndAlertRulesSayItInTheFieldsWords() {
        List<String> found = new ArrayList<>();
        for (Path file : Pages.found(".yaml", ".yml")) {
            look(file, Pages.read(file), found);
        }
        assertThat(found).isEmpty();
    }

    private static void look(Path file, String text, List<String> found) {
        for (Phrase phrase : BANNED) {
            phrase.pattern()
                    .matcher(text)
                    .results()
                    .forEach(hit ->
                            found.add(Pages.name(file) + ": '" + hit.group() + "' (say: " + phrase.instead() + ")"));
        }
    }

    private static Phrase phrase(String words, String instead) {
        boolean name = words.contains("W");
        return new Phrase(Pattern.compile("\\b(?:" + words + ")\\b", name ? 0 : Pattern.CASE_INSENSITIVE), instead);
    }
}
