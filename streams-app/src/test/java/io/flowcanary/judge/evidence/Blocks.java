package io.flowcanary.judge.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Blocks for tests, and what is to be expected of one. */
final class Blocks {
    private static final long MANY = 100_000_000;

    private Blocks() {}

    /** Blocks of any size, any outcome. */
    static Arbitrary<Block> any() {
        Arbitrary<Long> calls = Arbitraries.longs().between(1, MANY);
        Arbitrary<Double> rates = Arbitraries.doubles().between(0, 1);
        return Combinators.combine(calls, rates, calls, rates)
                .as((k, stable, l, canary) -> new Block(k, Math.round(k * stable), l, Math.round(l * canary)));
    }

    /** Some blocks of a few calls, always the same for a seed. */
    static List<Block> history(long seed) {
        Random random = new Random(seed);
        List<Block> blocks = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            int k = 1 + random.nextInt(60);
            int l = 1 + random.nextInt(10);
            blocks.add(new Block(k, random.nextInt(k / 4 + 1), l, random.nextInt(l / 2 + 1)));
        }
        return blocks;
    }

    /** The evidence after these blocks. */
    static GuardrailEvidence evidence(List<Block> blocks, double margin) {
        GuardrailEvidence evidence = GuardrailEvidence.NEW;
        for (Block block : blocks) {
            evidence = evidence.after(block, margin);
        }
        return evidence;
    }

    /** What a number that depends on a block is on average over all its outcomes, at these true rates. */
    static double expected(int k, double stable, int l, double canary, ToDoubleFunction<Block> number) {
        double sum = 0;
        for (int x = 0; x <= k; x++) {
            for (int y = 0; y <= l; y++) {
                sum += binomial(k, x, stable) * binomial(l, y, canary) * number.applyAsDouble(new Block(k, x, l, y));
            }
        }
        return sum;
    }

    private static double binomial(int calls, int bad, double rate) {
        double ways = 1;
        for (int i = 0; i < bad; i++) {
            ways = ways * (calls - i) / (i + 1);
        }
        return ways * Math.pow(rate, bad) * Math.pow(1 - rate, calls - bad);
    }
}
