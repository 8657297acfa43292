/**
 * The effects, outside the stream: the parameter is kept equal to the wanted share, and people and pipelines are alerted to each
 * transition. What AWS answers is a value here, never an exception; an outage delays effects and nothing else.
 */
package io.flowcanary.act;
