package io.flowcanary.act;

import io.flowcanary.act.Alert.Target;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who was told of the records from a committed offset on, as text beside that offset: {@code told/1 0T 7TB} is the topic of the
 * record at the offset, topic and bus of the seventh after it.
 */
final class ToldMark {
    private static final String FORM = "told/1";
    private static final Pattern MARK = Pattern.compile(" (\\d{1,18})(T?)(B?)");
    /** A broker takes 4,096 bytes. What does not fit is told again after a crash, and no sooner. */
    private static final int LONGEST = 4_000;

    private ToldMark() {}

    static String write(SortedMap<Long, Set<Target>> told, long from) {
        StringBuilder text = new StringBuilder(FORM);
        for (Map.Entry<Long, Set<Target>> one : told.entrySet()) {
            StringBuilder mark = new StringBuilder(" ").append(one.getKey() - from);
            one.getValue().forEach(target -> mark.append(target.name().charAt(0)));
            if (text.length() + mark.length() > LONGEST) {
                break;
            }
            text.append(mark);
        }
        return text.toString();
    }

    /** Empty for a text of another form, such as an older version's. */
    static Map<Long, Set<Target>> read(String text, long from) {
        Map<Long, Set<Target>> told = new HashMap<>();
        if (text == null || !text.startsWith(FORM)) {
            return told;
        }
        Matcher marks = MARK.matcher(text);
        while (marks.find()) {
            Set<Target> targets = EnumSet.noneOf(Target.class);
            if (!marks.group(2).isEmpty()) {
                targets.add(Target.TOPIC);
            }
            if (!marks.group(3).isEmpty()) {
                targets.add(Target.BUS);
            }
            told.put(from + Long.parseLong(marks.group(1)), targets);
        }
        return told;
    }
}
