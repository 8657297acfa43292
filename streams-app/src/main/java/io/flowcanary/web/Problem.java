package io.flowcanary.web;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/**
 * An RFC 9457 problem document.
 *
 * @param type names the kind of problem, for machines
 * @param title the kind of problem, for people
 * @param status the HTTP status
 * @param detail what is wrong here, and what to do
 * @param instance the path that was asked for
 * @param more members of this kind of problem
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        @JsonAnyGetter Map<String, Object> more) {
    static final String CONTENT_TYPE = "application/problem+json";

    /** What the names of problems begin with. */
    static final String TYPES = "urn:flow-canary:problem:";
}
