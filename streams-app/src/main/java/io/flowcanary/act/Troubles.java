package io.flowcanary.act;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What does not work at the moment: each trouble is logged when it begins, shown while it lasts, and logged when it ends. */
final class Troubles {
    private static final Logger LOG = LoggerFactory.getLogger(Troubles.class);

    private final Map<String, EffectException.Kind> kinds = new ConcurrentHashMap<>();
    private final Map<String, String> texts = new ConcurrentHashMap<>();

    void begin(String target, EffectException problem) {
        texts.put(target, problem.getMessage());
        if (kinds.put(target, problem.kind()) != problem.kind()) {
            if (problem.kind() == EffectException.Kind.RETRY) {
                LOG.warn("{}: {}; it is tried again", target, problem.getMessage());
            } else {
                LOG.error("{}: {}; it is tried again until this is mended", target, problem.getMessage());
            }
        }
    }

    void end(String target) {
        if (kinds.remove(target) != null) {
            texts.remove(target);
            LOG.info("{}: works again", target);
        }
    }

    Map<String, String> now() {
        return new TreeMap<>(texts);
    }
}
