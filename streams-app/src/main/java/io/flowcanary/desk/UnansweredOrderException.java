package io.flowcanary.desk;

/** Nobody knows yet what became of an order: it may be followed later, or never have arrived. Sending it again is safe. */
public final class UnansweredOrderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String canary;
    private final String id;

    /**
     * @param canary whose order it is
     * @param id the order's
     */
    public UnansweredOrderException(String canary, String id, String why) {
        super(why);
        this.canary = canary;
        this.id = id;
    }

    /** Whose order it is. */
    public String canary() {
        return canary;
    }

    /** The order's id: sent again with it, it takes effect once. */
    public String id() {
        return id;
    }
}
