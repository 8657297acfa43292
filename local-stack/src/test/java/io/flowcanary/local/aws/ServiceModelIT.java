package io.flowcanary.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.local.tool.Needs;
import io.flowcanary.local.tool.Tool;
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
        Program program =
                Program.run(Program.python("service_models.py", aws.endpoint().toString()));
        assertThat(program.exit()).as(program.out() + program.err()).isZero();
        assertThat(program.out()).contains("57 operations, 0 failures");
    }
}
