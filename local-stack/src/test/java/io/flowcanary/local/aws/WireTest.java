package io.flowcanary.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the clients never send: requests unsigned, wrongly scoped, malformed or too big. */
class WireTest extends AgainstLocalAws {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/x-amz-json-1.1";

    private static String signedFor(String service) {
        return "AWS4-HMAC-SHA256 Credential=local/20260302/eu-central-1/" + service
                + "/aws4_request, SignedHeaders=host;x-amz-date, Signature=" + "0".repeat(64);
    }

    private HttpResponse<String> json(String target, String authorization, String body) throws Exception {
        return send(authorization, body, "X-Amz-Target", target, "Content-Type", JSON);
    }

    private HttpResponse<String> form(String authorization, String body) throws Exception {
        return send(authorization, body, "Content-Type", FORM);
    }

    private HttpResponse<String> send(String authorization, String body, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(aws.endpoint()).headers(headers).POST(BodyPublishers.ofString(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        HttpResponse<String> response = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
        assertThat(response.headers().firstValue("x-amzn-RequestId")).isPresent();
        return response;
    }

    private static String type(HttpResponse<String> response) {
        JsonNode error = Json.parse(response.body());
        return error.path("__type").asString();
    }

    @Test
    void anUnsignedRequestIsRefused() throws Exception {
        HttpResponse<String> json = json("AmazonSSM.GetParameter", null, "{}");
        assertThat(json.statusCode()).isEqualTo(400);
        assertThat(type(json)).isEqualTo("MissingAuthenticationTokenException");
        HttpResponse<String> form = form(null, "Action=ListTopics&Version=2010-03-31");
        assertThat(form.statusCode()).isEqualTo(403);
        assertThat(form.body()).contains("<Code>MissingAuthenticationToken</Code>");
        assertThat(json("AmazonSSM.GetParameter", "Bearer of-nothing", "{}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void aRequestSignedForAnotherServiceIsRefused() throws Exception {
        HttpResponse<String> json = json("AmazonSSM.GetParameter", signedFor("sns"), "{}");
        assertThat(type(json)).isEqualTo("InvalidSignatureException");
        assertThat(json.body()).contains("Credential should be scoped to correct service: 'ssm'");
        assertThat(form(signedFor("ssm"), "Action=ListTopics").body()).contains("<Code>SignatureDoesNotMatch</Code>");
    }

    @Test
    void anUnknownOperationIsNamed() throws Exception {
        HttpResponse<String> json = json("AmazonSSM.ListCommands", signedFor("ssm"), "{}");
        assertThat(type(json)).isEqualTo("UnknownOperationException");
        assertThat(json.body()).contains("ListCommands");
        assertThat(type(json("DynamoDB_20120810.GetItem", signedFor("dynamodb"), "{}")))
                .isEqualTo("UnknownOperationException");
        assertThat(form(signedFor("sns"), "Action=Unsubscribe").body())
                .contains("<Code>InvalidAction</Code>")
                .contains("Unsubscribe");
        assertThat(form(signedFor("sns"), "").body()).contains("neither an X-Amz-Target header nor an Action");
    }

    @Test
    void aBodyThatIsNoObjectIsRefused() throws Exception {
        for (String body : new String[] {"{", "[]", "{\"Name\":5}"}) {
            assertThat(type(json("AmazonSSM.GetParameter", signedFor("ssm"), body)))
                    .isEqualTo("SerializationException");
        }
        assertThat(form(signedFor("sns"), "Action=ListTopics&x=%zz").body())
                .contains("<Code>MalformedQueryString</Code>");
    }

    @Test
    void aBodyIsBounded() throws Exception {
        String big = "x".repeat(4 * 1024 * 1024 + 1);
        assertThat(form(signedFor("sqs"), "Action=SendMessage&MessageBody=" + big)
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void sqsNamesItsOlderErrorCodeInAHeader() throws Exception {
        HttpResponse<String> response = json("AmazonSQS.GetQueueUrl", signedFor("sqs"), "{\"QueueName\":\"none\"}");
        assertThat(type(response)).isEqualTo("com.amazonaws.sqs#QueueDoesNotExist");
        assertThat(response.headers().firstValue("x-amzn-query-error"))
                .contains("AWS.SimpleQueueService.NonExistentQueue;Sender");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/x-amz-json-1.0");
    }

    @Test
    void theCallerIsAlwaysTheSame() throws Exception {
        assertThat(form(signedFor("sts"), "Action=GetCallerIdentity&Version=2011-06-15")
                        .body())
                .contains("<Account>000000000000</Account>");
    }
}
