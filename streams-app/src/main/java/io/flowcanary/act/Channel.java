package io.flowcanary.act;

import io.flowcanary.record.Policy;
import io.flowcanary.record.Verdict;
import java.util.Optional;

/** A way of telling people or pipelines. */
interface Channel {
    /** Where a policy wants it told, or empty when it does not. */
    Optional<String> target(Policy policy);

    /**
     * Tells of a transition.
     *
     * @throws EffectException when it was not told; it may have been all the same
     */
    void tell(String target, Verdict verdict, Policy policy);
}
