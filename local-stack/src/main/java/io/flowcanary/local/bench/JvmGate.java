package io.flowcanary.local.bench;

import io.flowcanary.local.gate.GateFunction;
import java.net.URI;
import java.security.SecureRandom;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** What the gate's function would be on a JVM at the least: one reading, one draw, one answer. Only to time its start. */
final class JvmGate {
    private JvmGate() {}

    /** Its environment is the function's; region and credentials are found by the SDK, as on Lambda. */
    public static void main(String[] args) {
        try (SsmClient ssm = SsmClient.builder()
                .endpointOverride(URI.create(System.getenv("AWS_ENDPOINT_URL_SSM")))
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            String text = ssm.getParameter(p -> p.name(System.getenv("GATE_PARAMETER")))
                    .parameter()
                    .value();
            int share = Integer.parseInt(text);
            boolean canary = new SecureRandom().nextInt(100) < share;
            System.out.println("{\"branch\":\"" + (canary ? "canary" : "stable") + "\",\"version\":\""
                    + (canary ? "v2" : "v1") + "\",\"canary\":\"" + GateFunction.CANARY + "\",\"share\":" + share
                    + ",\"reason\":\"DRAWN\"}");
        }
    }
}
