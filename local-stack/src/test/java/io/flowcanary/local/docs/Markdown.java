package io.flowcanary.local.docs;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** One page as its readers meet it: what it links to, and the anchors that links can lead to. */
final class Markdown {
    private static final Pattern CODE = Pattern.compile("(?ms)^```[^\n]*\n(.*?)^```");
    private static final Pattern SPAN = Pattern.compile("`[^`\n]*`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");

    private final String text;

    Markdown(String text) {
        this.text = text;
    }

    /** Links and pictures that lead to a file or an anchor of this checkout. */
    List<String> links() {
        return LINK.matcher(SPAN.matcher(prose()).replaceAll(""))
                .results()
                .map(found -> found.group(1))
                .filter(link -> !link.contains("://") && !link.startsWith("mailto:"))
                .toList();
    }

    /** The anchors of the headings, as GitHub and GitLab make them: two of one name are numbered. */
    Set<String> anchors() {
        Set<String> anchors = new HashSet<>();
        Map<String, Integer> taken = new HashMap<>();
        HEADING.matcher(prose()).results().forEach(found -> {
            String anchor = anchor(found.group(1));
            int before = taken.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? anchor : anchor + "-" + before);
        });
        return anchors;
    }

    /** The page without its code blocks. */
    String prose() {
        return CODE.matcher(text).replaceAll("");
    }

    /** Words, code and tables included: all that a reader's eye passes over. */
    long words() {
        return Pattern.compile("\\S+")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .count();
    }

    private static String anchor(String heading) {
        return heading.replaceAll("\\]\\([^)]*\\)", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                .replace(' ', '-');
    }
}
