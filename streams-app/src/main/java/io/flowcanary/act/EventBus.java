package io.flowcanary.act;

/** Where pipelines are told. */
interface EventBus {

    /**
     * @param bus its name or ARN
     * @param detail a JSON object
     * @return the event's id
     */
    Answer<String> put(String bus, String detailType, String detail);
}
