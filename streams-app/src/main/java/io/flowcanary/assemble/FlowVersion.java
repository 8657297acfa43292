package io.flowcanary.assemble;

/** The names of a flow's published versions: {@code flowId/version}. */
final class FlowVersion {
    private static final int LONGEST = 64;

    private FlowVersion() {}

    static String name(String flow, String version) {
        return cut(flow) + '/' + cut(version);
    }

    /** Bounded, and free of what separates keys and columns: it comes from outside. */
    private static String cut(String text) {
        String clean = text.replaceAll("[/\\p{Cntrl}]", " ");
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST);
    }
}
