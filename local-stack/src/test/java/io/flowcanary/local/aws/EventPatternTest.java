package io.flowcanary.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventPatternTest {
    private static final String EVENT = """
            {"source":"aws.partner/genesys.com/cloud/abc/x","detail-type":"v2.detail.events.conversation.{id}.user.start",
             "resources":["arn:one","arn:two"],
             "detail":{"n":300,"d":300.0,"flag":true,"none":null,"empty":[],"name":"Canary",
                       "parts":[{"purpose":"ivr","state":"ended"},{"purpose":"agent","state":"up"}]}}""";

    private static boolean matches(String pattern) {
        return EventPattern.parse(pattern).matches(EVENT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"source\":[{\"prefix\":\"aws.partner/genesys.com\"}]} | true",
                "{\"source\":[{\"prefix\":\"genesys\"}]} | false",
                "{\"source\":[\"x\",\"aws.partner/genesys.com/cloud/abc/x\"]} | true",
                "{\"source\":[\"x\"]} | false",
                "{\"detail-type\":[{\"suffix\":\".start\"}]} | true",
                "{\"detail-type\":[{\"suffix\":\".end\"}]} | false",
                "{\"resources\":[\"arn:two\"]} | true",
                "{\"resources\":[\"arn:three\"]} | false",
                "{\"detail\":{\"n\":[300]}} | true",
                "{\"detail\":{\"n\":[300.0]}} | true",
                "{\"detail-type\":[{\"wildcard\":\"v2.*.user.start\"}]} | true",
                "{\"detail\":{\"d\":[300.0]}} | true",
                "{\"detail\":{\"n\":[\"300\"]}} | false",
                "{\"detail\":{\"n\":[{\"numeric\":[\">\",299,\"<=\",300]}]}} | true",
                "{\"detail\":{\"d\":[{\"numeric\":[\"=\",300]}]}} | true",
                "{\"detail\":{\"n\":[{\"numeric\":[\"<\",300]}]}} | false",
                "{\"detail\":{\"name\":[{\"numeric\":[\"<\",300]}]}} | false",
                "{\"detail\":{\"flag\":[true]}} | true",
                "{\"detail\":{\"none\":[null]}} | true",
                "{\"detail\":{\"absent\":[null]}} | false",
                "{\"detail\":{\"name\":[{\"anything-but\":\"Stable\"}]}} | true",
                "{\"detail\":{\"name\":[{\"anything-but\":[\"Stable\",\"Canary\"]}]}} | false",
                "{\"detail\":{\"name\":[{\"anything-but\":{\"prefix\":\"Can\"}}]}} | false",
                "{\"detail\":{\"absent\":[{\"anything-but\":\"x\"}]}} | false",
                "{\"detail\":{\"name\":[{\"equals-ignore-case\":\"cANARY\"}]}} | true",
                "{\"detail\":{\"name\":[{\"exists\":true}]}} | true",
                "{\"detail\":{\"absent\":[{\"exists\":false}]}} | true",
                "{\"detail\":{\"absent\":{\"deeper\":[{\"exists\":false}]}}} | true",
                "{\"detail\":{\"name\":[{\"exists\":false}]}} | false",
                "{\"detail\":{\"parts\":{\"purpose\":[\"agent\"],\"state\":[\"up\"]}}} | true",
                "{\"detail\":{\"parts\":{\"purpose\":[\"ivr\"],\"state\":[\"up\"]}}} | false",
                "{\"source\":[\"aws.partner/genesys.com/cloud/abc/x\"],\"detail\":{\"n\":[1]}} | false",
                "{\"$or\":[{\"source\":[\"x\"]},{\"detail\":{\"n\":[300]}}]} | true",
                "{\"$or\":[{\"source\":[\"x\"]},{\"detail\":{\"n\":[301]}}]} | false"
            })
    void aPatternMatchesWhatEventBridgeMatches(String pattern, boolean matches) {
        assertThat(matches(pattern)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "[]",
                "{}",
                "{\"source\":\"x\"}",
                "{\"source\":[]}",
                "{\"detail\":{}}",
                "{\"source\":[[\"x\"]]}",
                "{\"source\":[{\"wildcard\":\"**\"}]}",
                "{\"source\":[{\"prefix\":1}]}",
                "{\"source\":[{\"prefix\":\"a\",\"suffix\":\"b\"}]}",
                "{\"source\":[{\"exists\":\"yes\"}]}",
                "{\"source\":[{\"numeric\":[\"~\",1]}]}",
                "{\"source\":[{\"numeric\":[\"<\"]}]}",
                "{\"source\":[{\"anything-but\":null}]}",
                "{\"source\":[{\"anything-but\":{\"numeric\":[\"<\",1]}}]}",
                "{\"$or\":[{\"source\":[\"x\"]}]}"
            })
    void aPatternThatCannotBeMeantIsRefused(String pattern) {
        assertThatThrownBy(() -> EventPattern.parse(pattern))
                .isInstanceOfSatisfying(
                        AwsError.class, e -> assertThat(e.code()).isEqualTo("InvalidEventPatternException"));
    }

    @Test
    void anEmptyListHoldsNothing() {
        assertThat(matches("{\"detail\":{\"empty\":[{\"exists\":true}]}}")).isFalse();
        assertThat(matches("{\"detail\":{\"empty\":[{\"anything-but\":\"x\"}]}}"))
                .isFalse();
    }
}
