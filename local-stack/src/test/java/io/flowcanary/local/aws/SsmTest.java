package io.flowcanary.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParameterHistoryResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterHistory;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.ParameterVersionNotFoundException;

class SsmTest extends AgainstLocalAws {
    private static final String NAME = "/genesys/canary/percentage";

    private SsmClient ssm;

    @Override
    @BeforeEach
    void start() {
        super.start();
        ssm = ssm();
    }

    private long put(String value) {
        return ssm.putParameter(p ->
                        p.name(NAME).value(value).type(ParameterType.STRING).overwrite(true))
                .version();
    }

    @Test
    void aParameterIsReadAsItWasWritten() {
        assertThat(put("0")).isEqualTo(1);
        Parameter read = ssm.getParameter(p -> p.name(NAME)).parameter();
        assertThat(read.value()).isEqualTo("0");
        assertThat(read.version()).isEqualTo(1);
        assertThat(read.type()).isEqualTo(ParameterType.STRING);
        assertThat(read.lastModifiedDate()).isEqualTo(clock.instant());
        assertThat(read.arn()).isEqualTo("arn:aws:ssm:eu-central-1:000000000000:parameter" + NAME);
    }

    @Test
    void anOverwriteIsANewVersion() {
        put("0");
        clock.advance(Duration.ofMinutes(1));
        assertThat(put("5")).isEqualTo(2);
        assertThat(aws.parameter(NAME)).contains(new ParameterVersion("5", 2, null, clock.instant()));
    }

    @Test
    void whatExistsIsNotOverwrittenUnasked() {
        put("0");
        assertThat(refusal(() -> ssm.putParameter(p -> p.name(NAME).value("5").type(ParameterType.STRING))))
                .isInstanceOf(ParameterAlreadyExistsException.class);
        assertThat(aws.parameter(NAME).orElseThrow().value()).isEqualTo("0");
    }

    @Test
    void theTypeIsNeededOnceAndStays() {
        assertRefused(() -> ssm.putParameter(p -> p.name(NAME).value("5"))).isEqualTo("ValidationException");
        put("0");
        ssm.putParameter(p -> p.name(NAME).value("5").overwrite(true));
        assertRefused(() -> ssm.putParameter(
                        p -> p.name(NAME).value("5").type("SecureString").overwrite(true)))
                .isEqualTo("HierarchyTypeMismatchException");
    }

    @Test
    void aVersionIsSelectedAfterAColon() {
        put("0");
        put("5");
        Parameter first = ssm.getParameter(p -> p.name(NAME + ":1")).parameter();
        assertThat(first.value()).isEqualTo("0");
        assertThat(first.selector()).isEqualTo(":1");
        assertThat(refusal(() -> ssm.getParameter(p -> p.name(NAME + ":9"))))
                .isInstanceOf(ParameterVersionNotFoundException.class);
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        assertThat(refusal(() -> ssm.getParameter(p -> p.name(NAME)))).isInstanceOf(ParameterNotFoundException.class);
        assertThat(refusal(() -> ssm.getParameterHistory(p -> p.name(NAME))))
                .isInstanceOf(ParameterNotFoundException.class);
        assertThat(refusal(() -> ssm.deleteParameter(p -> p.name(NAME))))
                .isInstanceOf(ParameterNotFoundException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b/c", "{test}-test", "a b"})
    void whatNoParameterCanBeCalledIsRefusedAlsoToAReader(String name) {
        assertRefused(() -> ssm.getParameter(p -> p.name(name))).isEqualTo("ValidationException");
    }

    @Test
    void theHistoryComesInPages() {
        for (int i = 0; i < 7; i++) {
            String value = String.valueOf(i);
            ssm.putParameter(p -> p.name(NAME)
                    .value(value)
                    .type("String")
                    .description("step " + value)
                    .overwrite(true));
        }
        GetParameterHistoryResponse first =
                ssm.getParameterHistory(h -> h.name(NAME).maxResults(3));
        assertThat(first.parameters()).extracting(ParameterHistory::version).containsExactly(1L, 2L, 3L);
        assertThat(ssm.getParameterHistoryPaginator(h -> h.name(NAME).maxResults(3)).stream()
                        .flatMap(page -> page.parameters().stream()))
                .extracting(ParameterHistory::description)
                .containsExactly("step 0", "step 1", "step 2", "step 3", "step 4", "step 5", "step 6");
    }

    @Test
    void aPageHasBoundsAndATokenIsChecked() {
        put("0");
        assertRefused(() -> ssm.getParameterHistory(h -> h.name(NAME).maxResults(51)))
                .isEqualTo("ValidationException");
        assertRefused(() -> ssm.getParameterHistory(h -> h.name(NAME).nextToken("made up")))
                .isEqualTo("InvalidNextToken");
    }

    @Test
    void theNewestHundredVersionsAreKept() {
        for (int i = 0; i < 103; i++) {
            put(String.valueOf(i));
        }
        List<ParameterVersion> kept = aws.parameterHistory(NAME);
        assertThat(kept).hasSize(100);
        assertThat(kept.get(0).version()).isEqualTo(4);
        assertThat(kept.get(99).version()).isEqualTo(103);
    }

    @Test
    void aLabelledVersionIsNeverDroppedForANewerOne() {
        for (int i = 0; i < 100; i++) {
            put(String.valueOf(i));
        }
        ssm.labelParameterVersion(l -> l.name(NAME).parameterVersion(1L).labels("prod"));
        assertThat(ssm.getParameter(p -> p.name(NAME + ":prod")).parameter().value())
                .isEqualTo("0");
        assertRefused(() -> put("5")).isEqualTo("ParameterMaxVersionLimitExceeded");
        assertThat(aws.parameter(NAME).orElseThrow().value()).isEqualTo("99");
        assertRefused(() -> ssm.unlabelParameterVersion(l -> l.name(NAME).labels("prod")))
                .isEqualTo("ValidationException");

        ssm.unlabelParameterVersion(l -> l.name(NAME).parameterVersion(1L).labels("prod"));
        assertThat(put("5")).isEqualTo(101);
    }

    @Test
    void aDeletedParameterStartsAgain() {
        put("0");
        put("5");
        ssm.deleteParameter(p -> p.name(NAME));
        assertThat(aws.parameter(NAME)).isEmpty();
        assertThat(put("0")).isEqualTo(1);
    }

    @Test
    void aSecretIsReadableOnlyWithDecryption() {
        ssm.putParameter(p -> p.name("/secret").value("s3cret").type(ParameterType.SECURE_STRING));
        assertThat(ssm.getParameter(p -> p.name("/secret")).parameter().value()).isNotEqualTo("s3cret");
        assertThat(ssm.getParameter(p -> p.name("/secret").withDecryption(true))
                        .parameter()
                        .value())
                .isEqualTo("s3cret");
    }

    @ParameterizedTest
    @CsvSource({
        "a/b, ValidationException",
        "/a//b, ValidationException",
        "/a b, ValidationException",
        "/ssm/x, ValidationException",
        "/aws/x, AccessDeniedException",
        "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16, HierarchyLevelLimitExceededException"
    })
    void aNameThatSsmRefusesIsRefused(String name, String code) {
        assertRefused(() -> ssm.putParameter(p -> p.name(name).value("0").type("String")))
                .isEqualTo(code);
    }

    @Test
    void aValueHasFourKibibytesAtMost() {
        put("x".repeat(4096));
        assertRefused(() -> put("x".repeat(4097))).isEqualTo("ValidationException");
        assertRefused(() -> put("")).isEqualTo("ValidationException");
    }
}
