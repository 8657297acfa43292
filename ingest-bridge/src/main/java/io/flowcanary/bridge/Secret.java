package io.flowcanary.bridge;

/** A value that must not be seen: it has no text form. */
record Secret(String value) {
    @Override
    public String toString() {
        return "(secret)";
    }
}
