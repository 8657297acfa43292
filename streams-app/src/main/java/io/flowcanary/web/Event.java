package io.flowcanary.web;

/**
 * A server-sent event.
 *
 * @param name its kind
 * @param id what a client comes back with; null when there is nothing to come back to
 * @param data sent as JSON
 */
record Event(String name, String id, Object data) {}
