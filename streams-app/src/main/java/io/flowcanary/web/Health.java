package io.flowcanary.web;

import java.util.Map;

/**
 * Whether the service can do its work.
 *
 * @param ready whether it can
 * @param parts each part by name, and how it is, in words that say what to do
 */
public record Health(boolean ready, Map<String, String> parts) {}
