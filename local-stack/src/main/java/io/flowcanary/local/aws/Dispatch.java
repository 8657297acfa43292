package io.flowcanary.local.aws;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes a request to its operation and the outcome back, in the protocol that the request came in. */
final class Dispatch {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

    /** The largest request an operation can need: 1 MiB of message, three bytes a character in a form. */
    private static final int LARGEST_BODY = 4 * 1024 * 1024;

    private final Map<Service, Map<String, Operation>> operations = new EnumMap<>(Service.class);
    private final Faults faults;

    Dispatch(Map<Service, Map<String, Operation>> operations, Faults faults) {
        this.operations.putAll(operations);
        this.faults = faults;
        operations.values().forEach(ofService -> faults.know(ofService.keySet()));
    }

    void handle(Context http) throws IOException {
        byte[] body = http.req().getInputStream().readNBytes(LARGEST_BODY + 1);
        String requestId = UUID.randomUUID().toString();
        Answer answer = answer(http, body, requestId);
        http.status(answer.status()).contentType(answer.contentType());
        answer.headers().forEach(http::header);
        http.result(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private Answer answer(Context http, byte[] body, String requestId) {
        Protocol protocol = new QueryProtocol(Map.of(), null);
        try {
            protocol = protocol(http, body);
            return protocol.success(perform(protocol, http, body), requestId);
        } catch (AwsError error) {
            return protocol.failure(error, requestId);
        } catch (RuntimeException | InterruptedException e) {
            LOG.error("{} failed", protocol.operation(), e);
            return protocol.failure(
                    new AwsError("InternalFailure", "InternalFailure", 500, "The local endpoint failed: " + e),
                    requestId);
        }
    }

    private Protocol protocol(Context http, byte[] body) {
        String target = http.header("X-Amz-Target");
        if (target != null) {
            return new JsonProtocol(target, body);
        }
        Map<String, String> form = QueryForm.decode(new String(body, StandardCharsets.UTF_8));
        return new QueryProtocol(form, owner(form.getOrDefault("Action", "")));
    }

    /** No two services with a query protocol share the name of an operation. */
    private Service owner(String action) {
        for (Map.Entry<Service, Map<String, Operation>> service : operations.entrySet()) {
            if (!service.getKey().namespace().isEmpty() && service.getValue().containsKey(action)) {
                return service.getKey();
            }
        }
        return null;
    }

    private ObjectNode perform(Protocol protocol, Context http, byte[] body) throws InterruptedException {
        if (body.length > LARGEST_BODY) {
            throw new AwsError("RequestEntityTooLarge", "RequestEntityTooLarge", 413, "The request is over 4 MiB.");
        }
        CredentialScope scope =
                CredentialScope.read(http.header("Authorization")).orElseThrow(protocol::unsigned);
        Service service = protocol.service();
        Operation operation = service == null ? null : operations.get(service).get(protocol.operation());
        if (operation == null) {
            throw protocol.unknownOperation();
        }
        if (!scope.service().equals(service.scope())) {
            throw protocol.wrongScope();
        }
        JsonNode input = protocol.input();
        faults.strike(service, protocol.operation());
        String origin = "http://" + http.header("Host");
        return operation.answer(new Call(service, protocol.operation(), input, scope.region(), origin));
    }
}
