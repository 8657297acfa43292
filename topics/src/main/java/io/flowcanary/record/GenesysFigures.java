package io.flowcanary.record;

/**
 * What Genesys' own views count of the same conversations: waits in queues and agents' parts, of which one conversation can have
 * several. Its Abandon % is {@code abandoned} of {@code offered}, its Transfer % {@code transferred} of {@code answered}.
 *
 * @param offered waits in a queue that ended: answered, abandoned or left by the flow
 * @param answered those that an agent ended
 * @param abandoned those that the caller ended, however short
 * @param transferred agents' parts that ended by a blind or a consult transfer
 */
public record GenesysFigures(long offered, long answered, long abandoned, long transferred) {
    /** Of no conversation. */
    public static final GenesysFigures NONE = new GenesysFigures(0, 0, 0, 0);
}
