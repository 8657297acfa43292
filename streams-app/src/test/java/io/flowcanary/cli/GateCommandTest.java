package io.flowcanary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateCommandTest {
    private static final String GATE = "/api/v1/canaries/main-ivr/gate";
    private static final String LEASE = "/api/v1/canaries/main-ivr/lease";
    private static final String OPEN = "{\"canary\":\"main-ivr\",\"open\":true,\"reason\":\"no rollout\",\"share\":0}";
    private static final String CLOSED = "{\"canary\":\"main-ivr\",\"open\":false,\"reason\":\"a rollout is active\","
            + "\"share\":5,\"who\":\"kim\",\"since\":\"2026-01-15T10:00:00Z\"}";
    private static final String UNKNOWN = "{\"canary\":\"main-ivr\",\"open\":false,\"reason\":\"SSM is away\"}";

    private final FakeService service = new FakeService();

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void exitsByWhatIsKnown() {
        service.says(GATE, 200, OPEN).says(GATE, 423, CLOSED).says(GATE, 423, UNKNOWN);

        List<Cli> asked = List.of(gate(), gate(), gate());

        assertThat(asked).extracting(Cli::exit).containsExactly(0, 1, 2);
        assertThat(asked.get(0).out()).startsWith("open: no rollout");
        assertThat(asked.get(1).err()).contains("closed: a rollout is active, by kim since 2026-01-15T10:00:00Z");
        assertThat(asked.get(2).err()).contains("not known: SSM is away");
    }

    @ParameterizedTest
    @CsvSource({"400", "401", "403", "404", "500", "503", "504"})
    void whateverIsNoAnswerIsNoYes(int status) {
        service.refuses(GATE, status, "no");

        assertThat(gate().exit()).isEqualTo(2);
    }

    @Test
    void aServiceThatIsAwayIsNoYes() {
        service.close();

        assertThat(gate().exit()).isEqualTo(2);
    }

    @Test
    void itsEarlierNameStillWorks() {
        service.says(GATE, 200, OPEN);

        assertThat(service.run("gate", "--canary", "main-ivr").exit()).isZero();
    }

    @Test
    void aGrantedLeaseIsAllThatStandardOutputHolds() {
        service.says(LEASE, Told.leased(17));

        Cli gate = gate("--lease", "20m", "--reason", "deploy 42");

        assertThat(gate.exit()).isZero();
        assertThat(gate.out().strip()).isEqualTo("17");
        assertThat(gate.err()).contains("lease 17 of main-ivr is yours until 2026-01-15T10:20:00Z");
        assertThat(service.posted().get(0).json().path("length").asString()).isEqualTo("PT20M");
        assertThat(service.posted().get(0).json().path("reason").asString()).isEqualTo("deploy 42");
    }

    @Test
    void waitsUntilItIsOpenWithAnotherOrderAfterEachRefusal() {
        service.refuses(LEASE, 409, "a rollout is active").says(LEASE, Told.leased(18));

        Cli gate = gate("--lease", "20m", "--wait", "1m", "--poll", "1ms");

        assertThat(gate.exit()).isZero();
        assertThat(gate.out().strip()).isEqualTo("18");
        assertThat(service.posted()).extracting(FakeService.Asked::id).doesNotHaveDuplicates();
    }

    @Test
    void anOrderWithoutAnAnswerIsAskedAgainAsTheSameOne() {
        service.refuses(LEASE, 504, "not answered yet").says(LEASE, Told.leased(19));

        assertThat(gate("--lease", "20m", "--wait", "1m", "--poll", "1ms").exit())
                .isZero();
        assertThat(service.posted()).extracting(FakeService.Asked::id).hasSize(2);
        assertThat(service.posted().get(0).id())
                .isEqualTo(service.posted().get(1).id());
    }

    @Test
    void isClosedAtAnotherShareThanIsAskedFor() {
        service.says(GATE, 200, OPEN.replace("\"share\":0", "\"share\":100")).says(GATE, 200, OPEN);
        service.says(LEASE, Told.leased(20));

        Cli promoted = gate("--share", "0", "--lease", "20m");
        Cli cleaned = gate("--share", "0", "--lease", "20m");

        assertThat(promoted.exit()).isEqualTo(1);
        assertThat(promoted.err()).contains("closed: the share is 100 %, not 0 %");
        assertThat(cleaned.out().strip()).isEqualTo("20");
        assertThat(service.posted()).hasSize(1);
    }

    @Test
    void endsClosedWhenTheWaitIsOver() {
        service.says(GATE, 423, CLOSED);

        assertThat(gate("--wait", "20ms", "--poll", "1ms").exit()).isEqualTo(1);
    }

    @Test
    void doesNotWaitWhereAskingAgainIsOfNoUse() {
        service.refuses(GATE, 401, "no token");

        assertThat(gate("--wait", "24h", "--poll", "1ms").exit()).isEqualTo(2);
        assertThat(service.asked()).hasSize(1);
    }

    @Test
    void aLeaseIsReleasedByItsNumber() {
        service.says("/api/v1/canaries/main-ivr/release", Told.leased(17));

        Cli gate = gate("--release", "17");

        assertThat(gate.exit()).isZero();
        assertThat(gate.out()).contains("lease 17 of main-ivr is released");
        assertThat(service.posted().get(0).json().path("lease").asLong()).isEqualTo(17);
    }

    @Test
    void printsTheSameAsJson() {
        service.says(LEASE, Told.leased(17));

        assertThat(gate("--lease", "20m", "--output", "json").out()).contains("\"gate\":\"open\"", "\"lease\":17");
    }

    @ParameterizedTest
    @CsvSource({"--lease=20", "--wait=forever", "--release=17 --wait=1m", "--release=17 --share=0"})
    void isToldWhatIsWrongWithTheQuestion(String options) {
        assertThat(gate(options.split(" ")).exit()).isEqualTo(2);
        assertThat(service.asked()).isEmpty();
    }

    private Cli gate(String... options) {
        String[] all = new String[options.length + 3];
        all[0] = "lock";
        all[1] = "--canary";
        all[2] = "main-ivr";
        System.arraycopy(options, 0, all, 3, options.length);
        return service.run(all);
    }
}
