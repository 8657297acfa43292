package io.flowcanary.local.aws;

import java.util.Map;

/** What goes back over HTTP. */
record Answer(int status, String contentType, Map<String, String> headers, String body) {}
