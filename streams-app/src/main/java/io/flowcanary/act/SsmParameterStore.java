package io.flowcanary.act;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** The AWS Systems Manager Parameter Store. */
final class SsmParameterStore implements ParameterStore {
    private final SsmClient ssm;

    SsmParameterStore(SsmClient ssm) {
        this.ssm = ssm;
    }

    @Override
    public Optional<Version> read(String parameter) {
        return AwsCalls.call("ssm:GetParameter", parameter, () -> {
            try {
                var found = ssm.getParameter(request -> request.name(parameter)).parameter();
                // GetParameter tells no description; only the history does.
                return Optional.of(new Version(found.version(), found.value(), null));
            } catch (ParameterNotFoundException e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public List<Version> history(String parameter) {
        return AwsCalls.call(
                "ssm:GetParameterHistory",
                parameter,
                () -> ssm.getParameterHistoryPaginator(request -> request.name(parameter)).stream()
                        .flatMap(page -> page.parameters().stream())
                        .map(found -> new Version(found.version(), found.value(), found.description()))
                        .toList());
    }

    @Override
    public void write(String parameter, String value, String description) {
        AwsCalls.call(
                "ssm:PutParameter",
                parameter,
                () -> ssm.putParameter(request -> request.name(parameter)
                        .value(value)
                        .description(description)
                        .type(ParameterType.STRING)
                        .overwrite(true)));
    }
}
