/** Reads the stream's stores for people and pipelines. */
package io.flowcanary.query;
