package io.flowcanary.show;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One picture of a status that is watched. Figures that the service could not confirm just now are marked as old, first of all.
 *
 * @param lines what is drawn
 */
public record Frame(List<String> lines) {
    /** @param told whether the server reports changes; else it is asked every few seconds */
    public static Frame live(Status status, boolean told, Paint paint) {
        List<String> lines = new ArrayList<>(StatusText.lines(status, paint));
        lines.add("");
        lines.add(paint.faint("asked at " + Words.day(status.asked()) + " UTC; "
                + (told ? "the server reports changes" : "asked again every 5 s") + "; Ctrl-C ends"));
        return new Frame(List.copyOf(lines));
    }

    /** @param last what was known before the service was lost */
    public static Frame lost(Status last, Instant now, String why, Paint paint) {
        List<String> lines = new ArrayList<>();
        lines.add(paint.bad("NOT LIVE: " + why));
        lines.add(paint.bad("What follows is " + Words.length(Duration.between(last.asked(), now))
                + " old and may be out of date."));
        lines.add("");
        StatusText.lines(last, Paint.NONE).forEach(line -> lines.add(paint.faint(line)));
        return new Frame(List.copyOf(lines));
    }
}
