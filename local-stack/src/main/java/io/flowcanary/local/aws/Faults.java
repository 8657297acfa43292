package io.flowcanary.local.aws;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Faults on demand. An operation is named as AWS names it, for example {@code PutParameter}; a name that
 * the endpoint does not have is refused with {@link IllegalArgumentException}. A faulty call has no
 * effect on the services' state. May be called from any thread, at any time.
 */
public final class Faults {
    private final Set<String> operations = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> throttled = new HashMap<>();
    private final Map<String, Integer> broken = new HashMap<>();
    private final Map<String, Boolean> denied = new HashMap<>();
    private final Map<String, String> refused = new HashMap<>();
    private final Map<String, Duration> delays = new HashMap<>();
    private final Map<String, Chance> chances = new HashMap<>();
    private final Map<String, Integer> entries = new HashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    private record Chance(double probability, Random random) {}

    Faults() {}

    void know(Set<String> names) {
        operations.addAll(names);
    }

    /** Refuses the next calls of the operation with the service's own throttling error. */
    public synchronized void throttleNext(String operation, int calls) {
        throttled.put(known(operation), calls);
    }

    /** Throttles each call with the given probability; the same seed gives the same sequence. */
    public synchronized void throttleRandomly(String operation, double probability, long seed) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("not a probability: " + probability);
        }
        chances.put(known(operation), new Chance(probability, new Random(seed)));
    }

    /** Refuses every call of the operation for want of permission, until {@link #allow} or {@link #clear}. */
    public synchronized void deny(String operation) {
        denied.put(known(operation), true);
    }

    /**
     * Refuses every call of the operation with an error of the service's, until {@link #allow} or {@link #clear}.
     *
     * @param code as the service names it, one that comes with status 400: for example KMSDisabled of Publish, InvalidKeyId of
     *     PutParameter
     */
    public synchronized void refuse(String operation, String code) {
        refused.put(known(operation), code);
    }

    /** Takes back {@link #deny} and {@link #refuse}. */
    public synchronized void allow(String operation) {
        denied.remove(known(operation));
        refused.remove(operation);
    }

    /** Lets every call of the operation wait, in real time, before it is looked at. */
    public synchronized void delay(String operation, Duration delay) {
        delays.put(known(operation), delay);
    }

    /** Answers the next calls of the operation with status 500 and the service's internal error. */
    public synchronized void failNext(String operation, int calls) {
        broken.put(known(operation), calls);
    }

    /** Refuses the next PutEvents entries, each by itself, with ThrottlingException. */
    public synchronized void throttleNextEntries(int count) {
        entries.put("ThrottlingException", count);
    }

    /** Refuses the next PutEvents entries, each by itself, with InternalFailure. */
    public synchronized void failNextEntries(int count) {
        entries.put("InternalFailure", count);
    }

    /** Ends every fault. */
    public synchronized void clear() {
        throttled.clear();
        broken.clear();
        denied.clear();
        refused.clear();
        delays.clear();
        chances.clear();
        entries.clear();
    }

    void strike(Service service, String operation) throws InterruptedException {
        Duration delay = delayOf(operation);
        if (!delay.isZero()) {
            // A closing endpoint does not wait for the delays it made up.
            closed.await(delay.toMillis(), TimeUnit.MILLISECONDS);
        }
        strikeNow(service, operation);
    }

    private synchronized Duration delayOf(String operation) {
        return delays.getOrDefault(operation, Duration.ZERO);
    }

    private synchronized void strikeNow(Service service, String operation) {
        if (denied.containsKey(operation)) {
            throw service.denied(operation);
        }
        if (refused.containsKey(operation)) {
            throw new AwsError(refused.get(operation), "The call was refused on demand.");
        }
        if (countDown(broken, operation)) {
            throw service.broken();
        }
        Chance chance = chances.get(operation);
        if (countDown(throttled, operation)
                || (chance != null && chance.random().nextDouble() < chance.probability())) {
            throw service.throttled();
        }
    }

    /** The error code for the next entry of a batch; null when it is to be accepted. */
    synchronized String strikeEntry() {
        for (String code : new String[] {"ThrottlingException", "InternalFailure"}) {
            if (countDown(entries, code)) {
                return code;
            }
        }
        return null;
    }

    void close() {
        closed.countDown();
    }

    private static boolean countDown(Map<String, Integer> left, String key) {
        int count = left.getOrDefault(key, 0);
        if (count > 0) {
            left.put(key, count - 1);
        }
        return count > 0;
    }

    private String known(String operation) {
        if (!operations.contains(operation)) {
            throw new IllegalArgumentException("the endpoint has no operation " + operation);
        }
        return operation;
    }
}
