package io.flowcanary.act;

import io.flowcanary.record.Policy;
import java.util.List;

/** Sees beforehand, by reading alone, whether AWS would take what a policy has us write. */
public interface TargetCheck {

    /** What stands in the way of its parameter, topic and bus; empty when nothing was seen. Takes seconds when AWS is away. */
    List<TargetFault> faults(Policy policy);
}
