package io.flowcanary.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * AWS's own service models, as botocore ships them, decide whether an answer has the right members. A
 * client's parser would pass over a member that it does not know.
 */
class ServiceModelIT extends AgainstLocalAws {
    @Test
    void everyAnswerFitsItsServiceModel() throws Exception {
        aws.offerEventSource("aws.partner/genesys.com/cloud/abc/stream");
        URI script = ServiceModelIT.class.getResource("service_models.py").toURI();
        Program program = Program.run(
                List.of(
                        "/usr/bin/python3",
                        // Leaves no compiled files among the test classes.
                        "-B",
                        Path.of(script).toString(),
                        aws.endpoint().toString()),
                "python3-botocore");
        assertThat(program.err())
                .as("install Debian's python3-botocore: its models are what this test reads")
                .doesNotContain("No module named 'botocore'");
        assertThat(program.exit()).as(program.out() + program.err()).isZero();
        assertThat(program.out()).contains("57 operations, 0 failures");
    }
}
