package io.flowcanary.web;

/** An RFC 9457 problem document. */
public record Problem(String title, int status, String detail) {
    static final String CONTENT_TYPE = "application/problem+json";
}
