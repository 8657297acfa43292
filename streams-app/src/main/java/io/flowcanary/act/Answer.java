package io.flowcanary.act;

/** What came of one call: its result, or the problem. */
sealed interface Answer<T> {

    /** The problem; null when there is a result. */
    Problem problem();

    /**
     * The result.
     *
     * @throws IllegalStateException when there is a problem instead
     */
    T value();

    static <T> Answer<T> of(T value) {
        return new Given<>(value);
    }

    static <T> Answer<T> failed(Problem problem) {
        return new Failed<>(problem);
    }

    default boolean failed() {
        return problem() != null;
    }

    /** It was done. */
    record Given<T>(T value) implements Answer<T> {
        @Override
        public Problem problem() {
            return null;
        }
    }

    /** It was not done, or nobody knows whether it was. */
    record Failed<T>(Problem problem) implements Answer<T> {
        @Override
        public T value() {
            throw new IllegalStateException(problem.text());
        }
    }
}
