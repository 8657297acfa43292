package io.flowcanary.local.aws;

import java.util.Map;

/** Who is asking: always the one user of the one account. */
final class Sts {
    Map<String, Operation> operations() {
        return Map.of(
                "GetCallerIdentity",
                call -> Json.object()
                        .put("Arn", "arn:aws:iam::" + Service.ACCOUNT + ":user/local")
                        .put("UserId", "AIDALOCALUSER0000000")
                        .put("Account", Service.ACCOUNT));
    }
}
