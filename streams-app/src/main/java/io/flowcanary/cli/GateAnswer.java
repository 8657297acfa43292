package io.flowcanary.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the deployment lock said.
 *
 * @param exit 0 open, 1 closed, 2 not known
 * @param why in plain words
 * @param lease the number of the lease that was granted; null without one
 * @param wrong whether asking again is of no use
 */
record GateAnswer(int exit, String why, Long lease, boolean wrong) {
    static GateAnswer open(String why, Long lease) {
        return new GateAnswer(0, why, lease, false);
    }

    static GateAnswer closed(String why) {
        return new GateAnswer(1, why, null, false);
    }

    static GateAnswer unknown(String why, boolean wrong) {
        return new GateAnswer(2, why, null, wrong);
    }

    Map<String, Object> json(String canary) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("canary", canary);
        json.put("gate", exit == 0 ? "open" : exit == 1 ? "closed" : "unknown");
        json.put("reason", why);
        if (lease != null) {
            json.put("lease", lease);
        }
        return json;
    }
}
