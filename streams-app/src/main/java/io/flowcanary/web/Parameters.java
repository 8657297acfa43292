package io.flowcanary.web;

import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** Reads query parameters; what cannot be read is a 400 that says what, where and what is allowed. */
record Parameters(Context context) {
    /** Whether it was given. */
    boolean has(String name) {
        return context.queryParam(name) != null;
    }

    Duration duration(String name, Duration otherwise, Duration least, Duration most) {
        String text = context.queryParam(name);
        if (text == null) {
            return otherwise;
        }
        try {
            Duration duration = Duration.parse(text);
            if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
                return duration;
            }
        } catch (DateTimeException e) {
            // Said below.
        }
        throw wrong(name, text, "an ISO 8601 duration from " + least + " to " + most + ", for example PT1H");
    }

    Instant instant(String name, Instant otherwise) {
        String text = context.queryParam(name);
        if (text == null) {
            return otherwise;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw wrong(name, text, "an ISO 8601 instant, for example 2026-01-15T10:00:00Z");
        }
    }

    long number(String name, long otherwise, long least, long most) {
        String text = context.queryParam(name);
        if (text == null) {
            return otherwise;
        }
        if (text.matches("\\d{1,18}")) {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw wrong(name, text, "a whole number from " + least + " to " + most);
    }

    /** A parameter that has one value only; false when it was not given. */
    boolean is(String name, String value) {
        String text = context.queryParam(name);
        if (text != null && !text.equals(value)) {
            throw wrong(name, text, "'" + value + "', or nothing");
        }
        return text != null;
    }

    static ProblemException wrong(String name, String value, String allowed) {
        return ProblemException.badRequest("query parameter '" + name + "'", value, allowed);
    }
}
