package io.flowcanary.setup;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;
import software.amazon.awssdk.services.ssm.model.Tag;

/** The parameter that the flow reads its share from. Its value is the rollout's: made with 0, and never written again. */
final class ParameterKeeper implements Keeper {
    private final SsmClient ssm;
    private final Names names;
    private final Resource wanted;

    ParameterKeeper(SsmClient ssm, Names names, Resource wanted) {
        this.ssm = ssm;
        this.names = names;
        this.wanted = wanted;
    }

    @Override
    public Resource wanted() {
        return wanted;
    }

    @Override
    public Found look() {
        Optional<Parameter> parameter = AwsCalls.find(
                "ssm:GetParameter",
                arn(),
                () -> ssm.getParameter(request -> request.name(wanted.name())).parameter());
        return parameter.map(this::found).orElse(Found.missing());
    }

    private Found found(Parameter parameter) {
        Tag mark = tag();
        boolean ours = AwsCalls.ask(
                        "ssm:ListTagsForResource",
                        arn(),
                        () -> ssm.listTagsForResource(request -> request.resourceType(ResourceTypeForTagging.PARAMETER)
                                        .resourceId(wanted.name()))
                                .tagList())
                .contains(mark);
        Found found = Found.ours(ours, Map.of())
                .holding("holds the share " + parameter.value()
                        + ": --delete-parameter removes it, and the flow then falls back");
        if (parameter.type() != ParameterType.STRING) {
            return found.blockedBy(
                    "is a " + parameter.typeAsString() + ", but the flow and the streams service want a String");
        }
        return found.noting("holds " + parameter.value() + ", which stays");
    }

    private Tag tag() {
        return Tag.builder().key(Names.TAG).value(names.name()).build();
    }

    @Override
    public void create() {
        AwsCalls.ask("ssm:PutParameter", arn(), () -> {
            try {
                // Without overwrite, and so with tags: SSM takes tags only for a new one.
                return ssm.putParameter(request -> request.name(wanted.name())
                        .value("0")
                        .type(ParameterType.STRING)
                        .description("The canary's share of calls in percent, 0 to 100")
                        .tags(tag()));
            } catch (ParameterAlreadyExistsException made) {
                return null;
            }
        });
    }

    @Override
    public void change() {
        throw new IllegalStateException("the parameter is never changed here");
    }

    @Override
    public void remove() {
        AwsCalls.find("ssm:DeleteParameter", arn(), () -> ssm.deleteParameter(request -> request.name(wanted.name())));
    }

    private String arn() {
        return names.parameterArn(wanted.name());
    }
}
