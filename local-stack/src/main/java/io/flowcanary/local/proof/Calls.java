package io.flowcanary.local.proof;

import io.flowcanary.judge.evidence.Block;
import io.flowcanary.plan.Chance;
import java.util.Arrays;
import java.util.List;

/**
 * The calls of a situation, drawn minute by minute and put together to blocks as the judge does it: the shortest run of whole
 * minutes in which each version has a call, cut where the share changes.
 */
final class Calls {
    private final Situation situation;
    private final Chance chance;
    private final Block[] open;

    Calls(Situation situation, Chance chance) {
        this.situation = situation;
        this.chance = chance;
        this.open = new Block[situation.guardrails().size()];
        clear();
    }

    /** Stable calls of a stretch of time before the canary began, per guardrail. */
    Block[] before(int minutes) {
        int calls = chance.arrivals(minutes * situation.callsPerHour() / 60);
        List<Watched> guardrails = situation.guardrails();
        Block[] blocks = new Block[open.length];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = new Block(
                    calls, chance.bad(calls, guardrails.get(i).stable().at(0)), 0, 0);
        }
        return blocks;
    }

    /** Draws a minute, and adds it to what is open. Returns how many canary calls it has. */
    int draw(int minute) {
        double perMinute = situation.callsPerHour() / 60;
        double share = situation.share().at(minute);
        int stable = chance.arrivals(perMinute * (1 - share));
        int canary = chance.arrivals(perMinute * share);
        for (int i = 0; i < open.length; i++) {
            Watched watched = situation.guardrails().get(i);
            open[i] = open[i].plus(new Block(
                    stable,
                    chance.bad(stable, watched.stable().at(minute)),
                    canary,
                    chance.bad(canary, watched.canary().at(minute))));
        }
        return canary;
    }

    /** Whether the open minutes are a block. */
    boolean blockEnds() {
        return open[0].comparable();
    }

    /** Ends what is open, per guardrail. */
    Block[] end() {
        Block[] ended = open.clone();
        clear();
        return ended;
    }

    private void clear() {
        Arrays.fill(open, Block.EMPTY);
    }
}
