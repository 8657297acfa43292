package io.flowcanary.bridge.envelope;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.json.JsonMapper;

/** The forms in which people have envelopes, each as AWS documents it. */
public enum Shapes {
    ONE_A_LINE {
        @Override
        public byte[] of(List<String> envelopes) {
            return utf8(String.join("\n", envelopes));
        }
    },
    WINDOWS_LINES_WITH_A_BYTE_ORDER_MARK {
        @Override
        public byte[] of(List<String> envelopes) {
            return utf8("\ufeff" + String.join("\r\n\r\n", envelopes) + "\r\n");
        }
    },
    /** As Firehose writes to S3, without a delimiter. */
    CONCATENATED {
        @Override
        public byte[] of(List<String> envelopes) {
            return utf8(String.join("", envelopes));
        }
    },
    ARRAY {
        @Override
        public byte[] of(List<String> envelopes) {
            return utf8("[" + String.join(",", envelopes) + "]");
        }
    },
    ARRAY_OVER_MANY_LINES {
        @Override
        public byte[] of(List<String> envelopes) {
            return utf8(envelopes.stream().map(Shapes::pretty).collect(Collectors.joining(",\n", "[\n", "\n]\n")));
        }
    },
    OVER_MANY_LINES {
        @Override
        public byte[] of(List<String> envelopes) {
            return utf8(envelopes.stream().map(Shapes::pretty).collect(Collectors.joining("\n")));
        }
    },
    GZIP {
        @Override
        public byte[] of(List<String> envelopes) {
            return gzip(ONE_A_LINE.of(envelopes));
        }
    },
    GZIP_MEMBERS {
        @Override
        public byte[] of(List<String> envelopes) {
            return joined(
                    envelopes.stream().map(envelope -> gzip(utf8(envelope))).toList());
        }
    },
    UTF_16_WITH_A_BYTE_ORDER_MARK {
        @Override
        public byte[] of(List<String> envelopes) {
            return ("\ufeff" + String.join("\r\n", envelopes)).getBytes(StandardCharsets.UTF_16LE);
        }
    },
    UTF_16_BIG_ENDIAN {
        @Override
        public byte[] of(List<String> envelopes) {
            return String.join("\n", envelopes).getBytes(StandardCharsets.UTF_16BE);
        }
    },
    UTF_32_ZIPPED {
        @Override
        public byte[] of(List<String> envelopes) {
            return gzip(("\ufeff" + String.join("\n", envelopes)).getBytes(Charset.forName("UTF-32LE")));
        }
    },
    SNS_NOTIFICATIONS {
        @Override
        public byte[] of(List<String> envelopes) {
            return ONE_A_LINE.of(envelopes.stream().map(Shapes::notification).toList());
        }
    },
    /** As an SQS queue holds what a topic sent without raw message delivery, printed by the AWS CLI. */
    SNS_IN_RECEIVE_MESSAGE {
        @Override
        public byte[] of(List<String> envelopes) {
            return RECEIVE_MESSAGE.of(
                    envelopes.stream().map(Shapes::notification).toList());
        }
    },
    LAMBDA_SNS_RECORDS {
        @Override
        public byte[] of(List<String> envelopes) {
            return json(Map.of(
                    "Records",
                    envelopes.stream()
                            .map(envelope -> Map.of(
                                    "EventVersion", "1.0",
                                    "EventSource", "aws:sns",
                                    "EventSubscriptionArn", "arn:aws:sns:eu-central-1:123456789012:t:1",
                                    "Sns", fields(envelope)))
                            .toList()));
        }
    },
    RECEIVE_MESSAGE {
        @Override
        public byte[] of(List<String> envelopes) {
            return utf8(pretty(text(Map.of(
                    "Messages",
                    envelopes.stream()
                            .map(envelope ->
                                    Map.of("MessageId", "m", "ReceiptHandle", "h", "MD5OfBody", "0", "Body", envelope))
                            .toList()))));
        }
    },
    LAMBDA_SQS_RECORDS {
        @Override
        public byte[] of(List<String> envelopes) {
            return json(Map.of(
                    "Records",
                    envelopes.stream()
                            .map(envelope -> Map.of(
                                    "messageId", "m",
                                    "receiptHandle", "h",
                                    "body", envelope,
                                    "attributes", Map.of("ApproximateReceiveCount", "1"),
                                    "eventSource", "aws:sqs",
                                    "awsRegion", "eu-central-1"))
                            .toList()));
        }
    },
    FIREHOSE_TRANSFORMATION {
        @Override
        public byte[] of(List<String> envelopes) {
            return json(Map.of(
                    "invocationId", "i",
                    "deliveryStreamArn", "arn:aws:firehose:eu-central-1:123456789012:deliverystream/d",
                    "region", "eu-central-1",
                    "records",
                            envelopes.stream()
                                    .map(envelope -> Map.of(
                                            "recordId",
                                            "1",
                                            "approximateArrivalTimestamp",
                                            1_768_467_600_000L,
                                            "data",
                                            base64(utf8(envelope))))
                                    .toList()));
        }
    },
    /** Several events in one record, as a producer that batches writes them. */
    FIREHOSE_HTTP_ENDPOINT {
        @Override
        public byte[] of(List<String> envelopes) {
            return json(Map.of(
                    "requestId",
                    "r",
                    "timestamp",
                    1_768_467_600_000L,
                    "records",
                    List.of(Map.of("data", base64(ONE_A_LINE.of(envelopes))))));
        }
    },
    KINESIS_RECORDS {
        @Override
        public byte[] of(List<String> envelopes) {
            return json(Map.of(
                    "Records",
                    envelopes.stream()
                            .map(envelope -> Map.of(
                                    "kinesis",
                                    Map.of("partitionKey", "k", "data", base64(utf8(envelope))),
                                    "eventSource",
                                    "aws:kinesis"))
                            .toList()));
        }
    },
    CLOUDWATCH_EXPORT {
        @Override
        public byte[] of(List<String> envelopes) {
            return gzip(utf8(envelopes.stream()
                    .map(envelope -> "2026-01-15T10:00:00.000Z " + envelope + "\n")
                    .collect(Collectors.joining())));
        }
    },
    /** {@code aws logs tail}, and what a function of Node logs. */
    CLOUDWATCH_TAIL {
        @Override
        public byte[] of(List<String> envelopes) {
            return utf8(envelopes.stream()
                    .map(envelope -> "2026-01-15T10:00:00.123000+00:00 2026/01/15/[$LATEST]0a1b"
                            + " 2026-01-15T10:00:00.123Z\t0a1b-2c\tINFO\t" + envelope + "\n")
                    .collect(Collectors.joining()));
        }
    },
    /** {@code aws logs filter-log-events}. */
    CLOUDWATCH_EVENTS {
        @Override
        public byte[] of(List<String> envelopes) {
            return utf8(pretty(text(Map.of(
                    "events",
                    envelopes.stream()
                            .map(envelope ->
                                    Map.of("logStreamName", "s", "timestamp", 1_768_467_600_000L, "message", envelope))
                            .toList()))));
        }
    },
    CLOUDWATCH_SUBSCRIPTION {
        @Override
        public byte[] of(List<String> envelopes) {
            return json(Map.of("awslogs", Map.of("data", base64(gzip(logged(envelopes))))));
        }
    },
    /** A subscription to a delivery stream that zips as well. */
    CLOUDWATCH_THROUGH_FIREHOSE {
        @Override
        public byte[] of(List<String> envelopes) {
            return gzip(joined(List.of(
                    gzip(json(Map.of("messageType", "CONTROL_MESSAGE", "logEvents", List.of(Map.of("message", "ok"))))),
                    gzip(logged(envelopes)))));
        }
    },
    /** What a replay from an archive adds changes nothing. */
    ARCHIVE_REPLAY {
        @Override
        public byte[] of(List<String> envelopes) {
            return ONE_A_LINE.of(envelopes.stream()
                    .map(envelope -> "{\"replay-name\":\"again\"," + envelope.substring(1))
                    .toList());
        }
    },
    LAMBDA_DESTINATION {
        @Override
        public byte[] of(List<String> envelopes) {
            return ONE_A_LINE.of(envelopes.stream()
                    .map(envelope -> "{\"version\":\"1.0\",\"requestContext\":{\"condition\":\"RetriesExhausted\"},"
                            + "\"requestPayload\":" + envelope + "}")
                    .toList());
        }
    },
    QUOTED {
        @Override
        public byte[] of(List<String> envelopes) {
            return ONE_A_LINE.of(envelopes.stream().map(Shapes::text).toList());
        }
    };

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** These envelopes in this form. */
    public abstract byte[] of(List<String> envelopes);

    /** Whether it is more than UTF-8: packed with gzip, or in another encoding. */
    public boolean isPacked() {
        return name().matches("(GZIP|UTF_).*|CLOUDWATCH_EXPORT|CLOUDWATCH_THROUGH_FIREHOSE");
    }

    /** Packed as one gzip member. */
    public static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** One after another. */
    public static byte[] joined(List<byte[]> parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        parts.forEach(joined::writeBytes);
        return joined.toByteArray();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] logged(List<String> envelopes) {
        return json(Map.of(
                "messageType", "DATA_MESSAGE",
                "owner", "123456789012",
                "logGroup", "/aws/events/genesys",
                "logStream", "s",
                "subscriptionFilters", List.of("f"),
                "logEvents",
                        envelopes.stream()
                                .map(envelope ->
                                        Map.of("id", "1", "timestamp", 1_768_467_600_000L, "message", envelope))
                                .toList()));
    }

    private static String notification(String envelope) {
        return text(fields(envelope));
    }

    private static Map<String, Object> fields(String message) {
        return Map.of(
                "Type", "Notification",
                "MessageId", "m",
                "TopicArn", "arn:aws:sns:eu-central-1:123456789012:t",
                "Message", message,
                "Timestamp", "2026-01-15T10:00:00.000Z",
                "UnsubscribeURL", "https://sns.eu-central-1.amazonaws.com/?Action=Unsubscribe");
    }

    private static String pretty(String json) {
        return JSON.readTree(json).toPrettyString();
    }

    private static String text(Object value) {
        return JSON.writeValueAsString(value);
    }

    private static byte[] json(Object value) {
        return JSON.writeValueAsBytes(value);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
