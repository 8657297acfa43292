package io.flowcanary.act;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterHistory;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** Parameter Store. {@code GetParameter} tells no description, so attribution needs {@code GetParameterHistory} as well. */
final class SsmParameterStore implements ParameterStore {
    private final SsmClient ssm;

    SsmParameterStore(SsmClient ssm) {
        this.ssm = ssm;
    }

    @Override
    public Answer<Optional<ParameterVersion>> read(String parameter) {
        return ask("GetParameter", parameter, () -> {
            try {
                var found = ssm.getParameter(request -> request.name(parameter).withDecryption(true))
                        .parameter();
                return Optional.of(
                        new ParameterVersion(found.version(), found.value(), null, found.lastModifiedDate()));
            } catch (ParameterNotFoundException missing) {
                return Optional.empty();
            }
        });
    }

    @Override
    public Answer<List<ParameterVersion>> history(String parameter) {
        return ask("GetParameterHistory", parameter, () -> {
            try {
                return ssm
                        .getParameterHistoryPaginator(request ->
                                request.name(parameter).withDecryption(true).maxResults(50))
                        .stream()
                        .flatMap(page -> page.parameters().stream())
                        .map(SsmParameterStore::version)
                        .sorted(Comparator.comparingLong(ParameterVersion::number))
                        .toList();
            } catch (ParameterNotFoundException missing) {
                return List.of();
            }
        });
    }

    @Override
    public Answer<Long> put(String parameter, String value, String description) {
        return ask(
                "PutParameter",
                parameter,
                () -> ssm.putParameter(request -> request.name(parameter)
                                .value(value)
                                .type(ParameterType.STRING)
                                .description(description)
                                .overwrite(true))
                        .version());
    }

    /** A rollout that an earlier release began may have a name that no policy may have today. */
    private static <T> Answer<T> ask(String action, String parameter, Supplier<T> call) {
        Answer<T> answer = AwsProblems.ask(permission(action, parameter), call);
        return answer.failed() ? Answer.failed(AwsRemedy.forName(parameter, answer.problem())) : answer;
    }

    private static ParameterVersion version(ParameterHistory one) {
        return new ParameterVersion(one.version(), one.value(), one.description(), one.lastModifiedDate());
    }

    static String permission(String action, String parameter) {
        return "ssm:" + action + " on arn:aws:ssm:*:*:parameter" + (parameter.startsWith("/") ? "" : "/") + parameter;
    }
}
