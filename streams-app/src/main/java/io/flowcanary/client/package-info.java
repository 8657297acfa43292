/** The HTTP API as the command line sees it: one call, one answer or one reason why there is none. */
package io.flowcanary.client;
