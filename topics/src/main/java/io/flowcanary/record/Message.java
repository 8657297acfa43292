package io.flowcanary.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * Whatever crosses Kafka as a record's value. Its JSON form begins with {@code "type":"name/major"}; {@link Messages} lists
 * every one. Adding a field keeps the major version: readers ignore what they do not know and absent fields are null or
 * zero. A change that an old reader would misread takes the next major version, which old readers refuse.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonInclude(JsonInclude.Include.NON_NULL)
public interface Message {}
