package io.flowcanary.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.local.tool.Needs;
import io.flowcanary.local.tool.Tool;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * AWS's own service models, as botocore ships them, decide whether an answer has the right members. A
 * client's parser would pass over a member that it does not know.
 */
@Needs(Tool.BOTOCORE)
class ServiceModelIT extends AgainstLocalAws {
    @Test
    void everyAnswerFitsItsServiceModel() throws Exception {
        aws.offerEventSource("aws.partner/genesys.com/cloud/abc/stream");
        URI script = ServiceModelIT.class.getResource("service_models.py").toURI();
        Program program = Program.run(List.of(
                Tool.program("python3").toString(),
                // Leaves no compiled files among the test classes.
                "-B",
                Path.of(script).toString(),
                aws.endpoint().toString()));
        assertThat(program.exit()).as(program.out() + program.err()).isZero();
        assertThat(program.out()).contains("57 operations, 0 failures");
    }
}
