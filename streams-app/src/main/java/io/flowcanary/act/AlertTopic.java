package io.flowcanary.act;

/** Where people are told. */
interface AlertTopic {

    /**
     * @param topic its ARN
     * @return the message's id
     */
    Answer<String> publish(String topic, AlertMessage message);
}
