package io.flowcanary.judge.gate;

/** What a call's branch must not depend on, and how many values each has. */
enum Context {
    PREVIOUS_CALL("previous call", 2),
    CALLS_SINCE_CANARY("calls since the last canary call", 9),
    POSITION("position among twenty calls", 20),
    SECOND("second of the minute", 60);

    /** Where the larger buckets of calls since the last canary call begin; a counter that takes every 20th call has a bucket. */
    private static final long[] SINCE = {0, 1, 2, 4, 9, 14, 19, 20, 40};

    final String words;
    final int values;

    Context(String words, int values) {
        this.words = words;
        this.values = values;
    }

    /** Where its values begin among all. */
    int offset() {
        int offset = 0;
        for (Context before : values()) {
            if (before == this) {
                break;
            }
            offset += before.values;
        }
        return offset;
    }

    static int allValues() {
        return SECOND.offset() + SECOND.values;
    }

    /** The bucket of so many calls since the last canary call. */
    static int bucket(long calls) {
        int bucket = SINCE.length - 1;
        while (calls < SINCE[bucket]) {
            bucket--;
        }
        return bucket;
    }
}
