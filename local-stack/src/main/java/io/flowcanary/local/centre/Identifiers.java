package io.flowcanary.local.centre;

import java.util.UUID;
import java.util.random.RandomGenerator;

/** Random identifiers that are the same for the same seed, which {@link UUID#randomUUID()} cannot give. */
final class Identifiers {
    private Identifiers() {}

    static UUID uuid(RandomGenerator random) {
        long high = random.nextLong() & 0xFFFF_FFFF_FFFF_0FFFL | 0x4000L;
        long low = random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
