package io.flowcanary.bridge.envelope;

/**
 * The two participant attributes that the gate writes. Every other attribute is personal data to this system.
 *
 * @param version holds the branch taken, for example {@code v1}
 * @param canary holds the canary's name
 */
public record AttributeNames(String version, String canary) {
    /** What the gate writes unless told otherwise. */
    public static final AttributeNames DEFAULT = new AttributeNames("canaryVersion", "canaryName");

    public AttributeNames {
        if (version == null || version.isBlank() || canary == null || canary.isBlank()) {
            throw new IllegalArgumentException("the names of both attributes must not be blank");
        }
        if (version.equals(canary)) {
            throw new IllegalArgumentException("one attribute cannot hold both the version and the canary's name");
        }
    }

    boolean contains(String attribute) {
        return attribute.equals(version) || attribute.equals(canary);
    }
}
