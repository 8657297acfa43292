package io.flowcanary.local.demo;

import io.flowcanary.local.centre.CentreSettings;
import io.flowcanary.local.centre.ContactCentre;
import io.flowcanary.local.clock.ScaledClock;
import io.flowcanary.local.gate.GateFunction;
import io.flowcanary.local.gate.LambdaGate;
import java.time.Duration;

/** Where the flow's gate draws. */
enum FlowGate {
    /** In the contact centre itself. */
    BUILT_IN,
    /** In the function that {@code genesys/lambda} holds, asked over Lambda's wire protocol for each call. */
    LAMBDA;

    /** As long as the function keeps a share, on the flow's own clock. */
    private static final Duration KEPT = Duration.ofSeconds(5);

    /** A contact centre with this gate; whatever it holds open is closed when the stack is. */
    ContactCentre centre(LocalStack stack, CentreSettings settings, String parameter, ScaledClock clock) {
        if (this == LAMBDA) {
            GateFunction function = GateFunction.here();
            stack.aws().run(function.on(stack.aws().endpoint(), parameter, clock.toReal(KEPT)));
            LambdaGate gate = stack.opened(new LambdaGate(stack.aws().endpoint()));
            return new ContactCentre(settings, clock, gate, stack::receive);
        }
        FlowShare share = stack.opened(new FlowShare(stack.aws().endpoint(), parameter));
        return new ContactCentre(settings, clock, share, stack::receive);
    }
}
