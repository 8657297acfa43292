package io.flowcanary.cli;

import io.flowcanary.setup.Setup;
import io.flowcanary.setup.SetupException;
import io.flowcanary.setup.Wishes;
import java.net.URI;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What names the resources in AWS: the same for setup and teardown. */
final class SetupOptions {
    @Option(
            names = "--name",
            defaultValue = "flow-canary",
            description = "The prefix of every name, and the value of the tag flow-canary. Default: ${DEFAULT-VALUE}")
    private String name;

    @Option(
            names = "--event-source",
            paramLabel = "SOURCE",
            description = "Genesys' partner event source, aws.partner/genesys.com/cloud/ORGANIZATION/SUFFIX."
                    + " Default: the only one offered to this account.")
    private String eventSource;

    @Option(
            names = "--parameter",
            defaultValue = "/genesys/canary/percentage",
            description = "The SSM parameter that the flow reads its share from. Default: ${DEFAULT-VALUE}")
    private String parameter;

    String name() {
        return name;
    }

    /** The resources' names alone, which is all that a teardown needs. */
    Wishes wishes(CommandSpec spec, Setup setup) {
        return wishes(spec, setup, null, List.of(), List.of(), null, "flow-canary-gate");
    }

    Wishes wishes(
            CommandSpec spec,
            Setup setup,
            Wishes.Post post,
            List<String> emails,
            List<String> urls,
            String verdictsTo,
            String gateFunction) {
        try {
            String source = eventSource == null ? setup.onlyEventSource() : eventSource;
            return new Wishes(name, source, post, parameter, emails, urls, verdictsTo, gateFunction);
        } catch (SetupException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    static Wishes.Post post(CommandSpec spec, URI endpoint, String role, String header, int rate, boolean renewKey) {
        try {
            return new Wishes.Post(endpoint, role, header, rate, renewKey);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
