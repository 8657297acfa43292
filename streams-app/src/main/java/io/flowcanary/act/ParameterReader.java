package io.flowcanary.act;

/** Tells which share an SSM parameter holds. */
public interface ParameterReader {
    /** What the parameter held a moment ago, or why that is not known; never throws. */
    Reading read(String parameter);
}
