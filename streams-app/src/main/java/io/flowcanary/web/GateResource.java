package io.flowcanary.web;

import io.flowcanary.access.Role;
import io.flowcanary.act.ParameterReader;
import io.flowcanary.query.CanaryView;
import io.flowcanary.query.DeploymentGate;
import io.flowcanary.query.NotReadyException;
import io.javalin.config.RoutesConfig;
import java.util.Optional;

/** Advice to pipelines whether to deploy: 200 when the gate is open, else 423. */
final class GateResource implements Resource {
    private final Standing standing;
    private final ParameterReader parameters;

    GateResource(Standing standing, ParameterReader parameters) {
        this.standing = standing;
        this.parameters = parameters;
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get(
                Directory.PATH + "/{canary}/gate",
                context -> {
                    DeploymentGate gate = gate(Ask.of(context), context.pathParam("canary"));
                    // Browsers write every other status to their console as an error, and showing it is none.
                    boolean shown = new Parameters(context).is("status", "200");
                    Json.write(context.status(gate.open() || shown ? 200 : 423), gate);
                },
                Role.VIEWER);
    }

    private DeploymentGate gate(Ask ask, String canary) {
        try {
            Optional<CanaryView> view = standing.of(ask, canary);
            return DeploymentGate.of(canary, view, parameters.read(Standing.parameter(view)));
        } catch (NotReadyException e) {
            return DeploymentGate.unknown(canary, e.getMessage());
        }
    }
}
