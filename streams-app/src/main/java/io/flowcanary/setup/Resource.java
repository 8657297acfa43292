package io.flowcanary.setup;

import java.util.Map;

/**
 * One resource as it should be.
 *
 * @param name its name in AWS; a target's is that of its rule
 * @param properties in AWS's own words, each as text; a document is JSON
 */
record Resource(Kind kind, String name, Map<String, String> properties) {
    String property(String key) {
        return properties.get(key);
    }
}
