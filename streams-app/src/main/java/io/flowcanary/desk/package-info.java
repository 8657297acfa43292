/** Orders go to the stream, and what becomes of them comes back: the API's way over Kafka. */
package io.flowcanary.desk;
