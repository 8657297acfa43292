package io.flowcanary.setup;

/**
 * How far a removal goes.
 *
 * @param parameter also the parameter, which the flow may still read
 * @param messages also queues that hold messages
 */
public record Removal(boolean parameter, boolean messages) {
    Step step(Keeper keeper) {
        Resource resource = keeper.wanted();
        Found found = keeper.look();
        boolean anyway = switch (resource.kind()) {
            case PARAMETER -> parameter;
            case QUEUE -> messages;
            default -> false;
        };
        return Steps.away(resource, found, anyway);
    }
}
