/** The service: the stream, its effects, and the HTTP server over its stores. */
package io.flowcanary.streams;
