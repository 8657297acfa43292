package io.flowcanary.act;

import io.flowcanary.record.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ssm.model.ParameterHistory;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** Looks at each target as far as reading goes. What may not be read is not known to be wrong. */
final class AwsTargets implements TargetCheck {
    /** SSM drops the oldest version for a newer one, unless it carries a label. */
    private static final int VERSIONS_KEPT = 100;

    private final AwsClients aws;

    AwsTargets(AwsClients aws) {
        this.aws = aws;
    }

    @Override
    public List<TargetFault> faults(Policy policy) {
        List<CompletableFuture<Optional<TargetFault>>> looks = new ArrayList<>();
        if (!policy.dryRun()) {
            looks.add(look(() -> parameter(policy.parameter())));
        }
        if (policy.alerts().topic() != null) {
            looks.add(look(() -> topic(policy.alerts().topic())));
        }
        if (policy.alerts().bus() != null) {
            looks.add(look(() -> bus(policy.alerts().bus())));
        }
        return looks.stream().flatMap(look -> look.join().stream()).toList();
    }

    private static CompletableFuture<Optional<TargetFault>> look(Supplier<Optional<TargetFault>> at) {
        return CompletableFuture.supplyAsync(at);
    }

    /** One that is missing is no fault: the first share creates it, as a String. */
    Optional<TargetFault> parameter(String name) {
        String target = "ssm:" + name;
        Answer<Optional<ParameterType>> type = AwsProblems.ask(SsmParameterStore.permission("GetParameter", name), () -> {
            try {
                return Optional.of(
                        aws.ssm().getParameter(request -> request.name(name)).parameter().type());
            } catch (ParameterNotFoundException missing) {
                return Optional.empty();
            }
        });
        if (type.failed()) {
            return Optional.of(TargetFault.unknown(target, type.problem()));
        }
        if (type.value().isEmpty()) {
            return Optional.empty();
        }
        if (type.value().get() != ParameterType.STRING) {
            return Optional.of(new TargetFault(
                    target,
                    name + " is a " + type.value().get() + ", and SSM does not change a parameter's type",
                    AwsRemedy.WRONG_TYPE.todo(""),
                    true));
        }
        return versions(target, name);
    }

    private Optional<TargetFault> versions(String target, String name) {
        Answer<List<ParameterHistory>> history = AwsProblems.ask(
                SsmParameterStore.permission("GetParameterHistory", name),
                () -> aws
                        .ssm()
                        .getParameterHistoryPaginator(request -> request.name(name).maxResults(50))
                        .stream()
                        .flatMap(page -> page.parameters().stream())
                        .toList());
        if (history.failed()) {
            return Optional.of(TargetFault.unknown(target, history.problem()));
        }
        List<ParameterHistory> versions = history.value();
        ParameterHistory oldest = versions.get(0);
        if (versions.size() < VERSIONS_KEPT || oldest.labels().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new TargetFault(
                target,
                name + " has " + versions.size() + " versions and the oldest carries a label, so SSM takes no newer one",
                "remove the label: aws ssm unlabel-parameter-version --name " + name + " --parameter-version "
                        + oldest.version() + " --labels " + String.join(" ", oldest.labels()),
                true));
    }

    Optional<TargetFault> topic(String arn) {
        return found(
                "sns:" + arn,
                "sns:GetTopicAttributes on " + arn,
                () -> aws.sns(arn).getTopicAttributes(request -> request.topicArn(arn)));
    }

    Optional<TargetFault> bus(String bus) {
        return found(
                "events:" + bus,
                EventBridgeBus.permission("DescribeEventBus", bus),
                () -> aws.events(bus).describeEventBus(request -> request.name(bus)));
    }

    /** Only that it is not there, or not so named, is certain. A bus that is not there takes events all the same, and loses them. */
    private static <T> Optional<TargetFault> found(String target, String permission, Supplier<T> look) {
        Answer<T> answer = AwsProblems.ask(permission, look);
        if (!answer.failed()) {
            return Optional.empty();
        }
        Problem problem = answer.problem();
        boolean certain = problem.kind() == Problem.Kind.CONFIGURATION
                && (problem.why().startsWith(AwsRemedy.NO_TARGET.why())
                        || problem.why().startsWith(AwsRemedy.WRONG_TOPIC.why()));
        return Optional.of(certain ? TargetFault.certain(target, problem) : TargetFault.unknown(target, problem));
    }
}
