package io.flowcanary.act;

/** Where people are told. */
interface AlertTopic {

    /**
     * @param topic its ARN
     * @param subject as {@link AlertSubject} makes them
     * @return the message's id
     */
    Answer<String> publish(String topic, String subject, String body);
}
