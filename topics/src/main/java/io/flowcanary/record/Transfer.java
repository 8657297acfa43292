package io.flowcanary.record;

import java.util.Arrays;
import java.util.Optional;

/**
 * How an agent's part in a call ends when somebody else goes on with it, by Genesys' {@code disconnectType}. The first three are an
 * agent's doing; the others are routing, which found another way before this agent talked.
 */
public enum Transfer {
    BLIND("TRANSFER", true),
    CONSULT("CONSULT_TRANSFER", true),
    CONFERENCE("CONFERENCE_TRANSFER", true),
    /** It rang until the time was over. */
    NO_ANSWER("NO_ANSWER_TRANSFER", false),
    NOT_AVAILABLE("NOT_AVAILABLE_TRANSFER", false),
    /** Do not disturb. */
    DND("DND_TRANSFER", false),
    FORWARD("FORWARD_TRANSFER", false);

    private final String disconnectType;
    private final boolean byAgent;

    Transfer(String disconnectType, boolean byAgent) {
        this.disconnectType = disconnectType;
        this.byAgent = byAgent;
    }

    /** Whether the agent handed the call on: only one who talked can. */
    public boolean byAgent() {
        return byAgent;
    }

    /** The one that Genesys writes so, or empty. */
    public static Optional<Transfer> ofDisconnectType(String type) {
        return Arrays.stream(values())
                .filter(transfer -> transfer.disconnectType.equals(type))
                .findFirst();
    }
}
