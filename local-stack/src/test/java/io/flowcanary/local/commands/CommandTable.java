package io.flowcanary.local.commands;

import static io.flowcanary.local.commands.CommandRun.Lane.ACCOUNT;
import static io.flowcanary.local.commands.CommandRun.Lane.ALONE;
import static io.flowcanary.local.commands.CommandRun.Lane.CANARY;
import static io.flowcanary.local.commands.CommandRun.Lane.RECORDINGS;
import static io.flowcanary.local.commands.CommandRun.Lane.TOPICS;
import static io.flowcanary.local.commands.CommandRun.Lane.WORLD;
import static io.flowcanary.local.commands.CommandRun.run;

import io.flowcanary.local.commands.ShownOutput.Manner;
import java.util.List;

/** Every command of every document: what it must say, and how it must end. A new one is one more row. */
final class CommandTable {
    /** The values of a verdict that docs/RECORDED.md shows, cut out of its line. */
    private static final String VALUES =
            " 's/.*\"verdict\":\"([A-Z]+)\",\"reason\":\"([A-Z_]+)\".*\"share\":([0-9]+).*\"judgedAt\":\"([^\"]+)\".*/\\4 \\1 \\2 \\3/p'";

    static final List<CommandRun> RUNS = List.of(
            // On this machine
            // Up to the verdict it takes minutes of both cores: .ci/run runs the first of them to its end, ScenariosIT
            // all scenarios.
            run(
                            ALONE,
                            "flow-canary demo",
                            "flow-canary demo --scenario abandons --until-verdict",
                            "flow-canary demo --scenario cached-gate --until-verdict",
                            "flow-canary demo --scenario hangups --until-verdict",
                            "FLOW_CANARY_JAVA_OPTS=-Xmx1g flow-canary demo --calls-per-hour 20000")
                    .as("flow-canary demo --scenario abandons --until-verdict --port 0 --calls-per-hour 1000")
                    .goesOn()
                    .says("Starting a broker, an AWS endpoint", "Scenario abandons, seed 1", "Page: http://localhost:"),
            run(
                            ALONE,
                            "flow-canary plan --calls-per-hour 1000",
                            "flow-canary plan --calls-per-hour 1000 --policy policies/main-ivr.yaml")
                    .as("flow-canary plan --calls-per-hour 1000 --policy policies/main-ivr.yaml --runs 2")
                    .says("1,000 calls an hour", "A canary like stable", "promoted", "abandonRate"),
            run(
                            ALONE,
                            "flow-canary plan --calls-per-hour 1000 --share 5 --baseline abandonRate=8 --baseline"
                                    + " transferRate=12",
                            "flow-canary plan --calls-per-hour 1000 --baseline abandonRate=8")
                    .prints("docs/PLAN.md: 1,000 calls an hour", Manner.TO_THE_FIGURE),
            run(ALONE, "flow-canary plan --calls-per-hour 15")
                    .as("flow-canary plan --calls-per-hour 15 --runs 5")
                    .says("Do not canary this flow"),
            run(ALONE, "flow-canary policy validate policies/main-ivr.yaml")
                    .says("policies/main-ivr.yaml: valid; canary main-ivr, steps [5, 25, 50, 100] %"),
            run(ALONE, "flow-canary token --role operator --name ci", "flow-canary token --role operator --name NAME")
                    .says("operator ci "),
            run(ALONE, "flow-canary token --role viewer --name NAME").says("viewer NAME "),
            run(ALONE, "flow-canary COMMAND --help")
                    .as("flow-canary plan --help")
                    .says("Usage: flow-canary plan"),
            run(ALONE, "flow-canary topics list").says("genesys.conversation-events", "12 partitions"),
            // On recordings
            run(
                            RECORDINGS,
                            "flow-canary record --scenario healthy --policy policies/main-ivr.yaml --calls-per-hour 2000"
                                    + " events.ndjson.gz")
                    .says("\"canary\":\"main-ivr\"", "\"version\":\"v2\""),
            run(
                            RECORDINGS,
                            "flow-canary replay --policy policies/main-ivr.yaml events.ndjson.gz",
                            "flow-canary replay --policy policies/main-ivr.yaml --share 5 events.ndjson.gz")
                    .as("flow-canary replay --policy policies/main-ivr.yaml events.ndjson.gz | sed -nE" + VALUES)
                    .prints("docs/RECORDED.md: 2026", Manner.TO_THE_FIGURE),
            run(
                            RECORDINGS,
                            "flow-canary record --scenario healthy --hours 2 --seed 3 --calls-per-hour 3000"
                                    + " events.ndjson.gz",
                            "flow-canary record --scenario healthy --seed 3 events.ndjson.gz")
                    .says("\"version\":\"v1\""),
            run(RECORDINGS, "flow-canary check-gate --share 10 events.ndjson.gz")
                    .exits(1)
                    .prints("docs/RECORDED.md: main-ivr", Manner.TO_THE_FIGURE),
            run(RECORDINGS, "flow-canary record --scenario cached-gate --hours 2 events.ndjson.gz")
                    .as("flow-canary record --scenario cached-gate --hours 2 --calls-per-hour 3000 events.ndjson.gz")
                    .says("\"version\":\"v1\""),
            run(RECORDINGS, "flow-canary check-gate --share 5 events.ndjson.gz")
                    .exits(1)
                    .says("NOT_RANDOM: the branch can be predicted"),
            run(
                            RECORDINGS,
                            "flow-canary record --from-queue"
                                    + " https://sqs.eu-central-1.amazonaws.com/123456789012/genesys-recording"
                                    + " --for 2h events.ndjson.gz",
                            "flow-canary record --from-queue https://sqs... --for 2h events.ndjson.gz")
                    .as("flow-canary record --from-queue"
                            + " https://sqs.eu-central-1.amazonaws.com/123456789012/genesys-recording"
                            + " --for 2s copy.ndjson.gz")
                    .says("copy.ndjson.gz: ", "2 events, 0 that no metric needs, 0 that cannot be read"),
            run(RECORDINGS, "java -jar streams-app.jar record --from-queue https://sqs... --for 2h events.ndjson.gz")
                    .as("java -jar streams-app.jar record --from-queue"
                            + " https://sqs.eu-central-1.amazonaws.com/123456789012/genesys-recording"
                            + " --for 2s copy.ndjson.gz")
                    .says("0 messages"),
            // Topics
            run(TOPICS, "flow-canary topics apply").says("9 topics are as they should be"),
            run(TOPICS, "flow-canary topics apply --replicas 3").says("9 topics are as they should be"),
            run(TOPICS, "flow-canary topics check", "flow-canary topics check --bootstrap-servers kafka:9092")
                    .as("flow-canary topics check --bootstrap-servers kafka:9092")
                    .says("9 topics are as they should be"),
            run(TOPICS, "flow-canary topics reset --plan").says("nothing to reset"),
            run(TOPICS, "flow-canary topics reset --apply", "flow-canary topics reset --apply --yes flow-canary")
                    .as("flow-canary topics reset --apply --yes flow-canary")
                    .says("nothing to reset"),
            // An account
            run(ACCOUNT, "flow-canary setup --plan", "flow-canary setup --plan --alert-email ops@example.com")
                    .as("flow-canary setup --plan --alert-email ops@example.com")
                    .prints("docs/SETUP.md: Account"),
            run(ACCOUNT, "flow-canary setup --apply", "flow-canary setup --apply --alert-email ops@example.com")
                    .as("flow-canary setup --apply --alert-email ops@example.com")
                    .prints("docs/SETUP.md: # bridge", Manner.AMONG_OTHERS),
            run(ACCOUNT, "flow-canary setup --policies", "flow-canary setup --policies --output json")
                    .as("flow-canary setup --policies --output json")
                    .says("\"bridge\"", "\"streams\"", "\"gate\"", "\"genesys-role\"", "\"setup\""),
            run(
                            ACCOUNT,
                            "BRIDGE_API_KEY=… flow-canary setup --apply --endpoint https://bridge.example.com/events"
                                    + " --invocation-role arn:aws:iam::123456789012:role/flow-canary-post")
                    .says("BRIDGE_SOURCE=http"),
            run(ACCOUNT, "flow-canary teardown")
                    .types("flow-canary\n")
                    .says("Type flow-canary to remove this", " removed"),
            run(ACCOUNT, "flow-canary teardown --yes flow-canary")
                    .says("Nothing to do", "--delete-parameter removes it"),
            run(ACCOUNT, "flow-canary teardown --yes flow-canary --delete-parameter")
                    .says("1 removed"),
            // The services themselves
            run(
                    WORLD,
                    "flow-canary streams",
                    "KAFKA_BOOTSTRAP_SERVERS=kafka:9092 AWS_REGION=eu-central-1 flow-canary streams"),
            // A canary's way
            run(CANARY, "flow-canary status").says("no canary has had a rollout yet"),
            run(CANARY, "flow-canary plan --canary main-ivr").says("calls an hour", "A canary like stable"),
            run(CANARY, "flow-canary lock --canary main-ivr", "flow-canary gate --canary main-ivr")
                    .says("open"),
            run(CANARY, "flow-canary lock --canary main-ivr --output json || true")
                    .says("\"gate\":\"open\""),
            run(CANARY, "flow-canary lock --canary main-ivr --lease 20m --wait 30m")
                    .says("is yours until"),
            run(
                            CANARY,
                            "flow-canary lock --canary main-ivr --release \"$lease\"",
                            "flow-canary lock --canary main-ivr --release \"$LEASE\"",
                            "flow-canary lock --canary \"$CANARY\" --release \"$LEASE\"",
                            "flow-canary lock --canary \"$CANARY\" --release \"$lease\"",
                            "flow-canary lock --canary main-ivr --release 17")
                    .says("of main-ivr is released"),
            run(
                            CANARY,
                            "flow-canary lock --canary main-ivr --share 0 --lease 20m --wait 30m",
                            "flow-canary lock --canary main-ivr --lease 20m --wait 30m --reason \"run $GITHUB_RUN_ID\"",
                            "flow-canary lock --canary main-ivr --lease 20m --wait 30m --reason \"job $CI_JOB_ID\"",
                            "flow-canary lock --canary \"$CANARY\" --share 0 --lease 20m --wait 30m --reason \"run"
                                    + " $GITHUB_RUN_ID\"",
                            "flow-canary lock --canary \"$CANARY\" --share 0 --lease 20m --wait 30m --reason \"job"
                                    + " $CI_JOB_ID\"")
                    .says("is yours until"),
            run(
                            CANARY,
                            "flow-canary start policies/main-ivr.yaml --lease \"$lease\"",
                            "flow-canary start policies/main-ivr.yaml --lease 17",
                            "flow-canary start policies/main-ivr.yaml --lease \"$LEASE\" --order-id"
                                    + " \"start-$GITHUB_RUN_ID-$GITHUB_RUN_ATTEMPT\" --reason \"commit $GITHUB_SHA\"",
                            "flow-canary start policies/main-ivr.yaml --lease \"$lease\" --order-id"
                                    + " \"start-$CI_JOB_ID\" --reason \"commit $CI_COMMIT_SHA\"")
                    .says("main-ivr: start followed; now BAKING, step 1 of 4, 5 %"),
            run(CANARY, "flow-canary pause main-ivr", "flow-canary pause main-ivr --reason \"holiday traffic\"")
                    .as("flow-canary pause main-ivr --reason \"holiday traffic\"")
                    .says("pause followed; now PAUSED"),
            run(
                            CANARY,
                            "flow-canary resume main-ivr",
                            "flow-canary resume main-ivr --adopt --reason \"the 25 % were meant\"")
                    .says("resume followed; now BAKING"),
            run(
                            CANARY,
                            "flow-canary policy apply policies/main-ivr.yaml --reason \"a narrower margin\"",
                            "flow-canary policy apply policies/main-ivr.yaml")
                    .says("policy followed; now BAKING"),
            run(CANARY, "flow-canary policy diff policies/main-ivr.yaml").says("no difference"),
            run(CANARY, "flow-canary explain main-ivr").says("main-ivr"),
            run(CANARY, "flow-canary history main-ivr", "flow-canary history main-ivr --limit 5 --output json")
                    .says("start", "pause", "resume"),
            run(CANARY, "flow-canary conversation 3f2b8c1e-6a70-4d0e-9b1d-0c5a7e9f4a12")
                    .says("main-ivr"),
            run(
                            CANARY,
                            "flow-canary doctor",
                            "AWS_PROFILE=work flow-canary doctor",
                            "flow-canary doctor --parameter /genesys/canary/percentage --output json")
                    .says("Kafka", "9 are as they should be", "/genesys/canary/percentage"),
            // Goes on until the new policy was judged by, so that the next one has something to show.
            run(CANARY, "flow-canary status main-ivr --watch")
                    .goesOn()
                    .says("BAKING, step 1 of 4", "canary v2", "of margin"),
            run(CANARY, "flow-canary status main-ivr").prints("docs/CLI.md: main-ivr"),
            run(CANARY, "flow-canary advance main-ivr --reason \"seen enough at 5 %\"")
                    .says("advance followed; now BAKING, step 2 of 4, 25 %"),
            run(CANARY, "flow-canary promote main-ivr --reason \"agreed in the review\"")
                    .says("promote followed; now PROMOTED"),
            run(
                            CANARY,
                            "flow-canary wait main-ivr --timeout 5h --summary verdict.md",
                            "flow-canary wait \"$CANARY\" --timeout 5h --summary verdict.md",
                            "flow-canary wait main-ivr --timeout 5h",
                            "flow-canary wait main-ivr")
                    .says("main-ivr is promoted"),
            run(CANARY, "flow-canary lock --canary main-ivr --share 100 --lease 30m")
                    .says("is yours until"),
            run(
                            CANARY,
                            "flow-canary abort main-ivr --reason \"v2 is the new v1\"",
                            "flow-canary abort main-ivr",
                            "flow-canary abort main-ivr --reason \"callers complain\"",
                            "flow-canary abort main-ivr --reason \"callers hang up in the new menu\"")
                    .as("flow-canary abort main-ivr --reason \"v2 is the new v1\"; flow-canary wait main-ivr"
                            + " --timeout 5h")
                    .exits(3)
                    .says("abort followed; now ROLLED_BACK", "main-ivr is rolled back"),
            run(CANARY, "flow-canary restart main-ivr --reason \"menu fixed\"")
                    .as("flow-canary lock --canary main-ivr --release $lease; flow-canary restart main-ivr"
                            + " --reason \"menu fixed\"")
                    .says("restart followed; now BAKING, step 1 of 4"),
            run(CANARY, "curl -s $api/canaries").says("\"canary\":\"main-ivr\""),
            run(CANARY, "curl -s $api/canaries/main-ivr").says("\"state\":\"BAKING\""),
            run(CANARY, "curl -s -X POST $api/canaries/main-ivr/pause -d '{\"reason\": \"lunch\"}'")
                    .says("\"state\":\"PAUSED\""),
            run(CANARY, "curl -s -X POST $api/canaries/main-ivr/resume -d '{\"reason\": \"back\"}'")
                    .says("\"state\":\"BAKING\""),
            run(
                            CANARY,
                            "curl -s -X POST $api/canaries/main-ivr/abort -H \"Authorization: Bearer"
                                    + " $FLOW_CANARY_TOKEN\" -d '{\"reason\": \"callers complain\"}'")
                    .says("\"state\":\"ROLLED_BACK\""),
            run(CANARY, "curl -s -X POST $api/canaries/main-ivr/restart").says("\"state\":\"BAKING\""),
            run(
                            CANARY,
                            "curl -s -X POST $api/canaries/main-ivr/abort -d '{\"reason\": \"callers complain\"}'"
                                    + " -H 'Idempotency-Key: incident-42'")
                    .says("\"state\":\"ROLLED_BACK\""),
            run(CANARY, "curl -s $api/canaries/main-ivr/orders").says("\"order\":\"abort\"", "incident-42"),
            run(CANARY, "curl -s \"$api/canaries/main-ivr/tallies?window=PT30M\"")
                    .says("\"versions\""),
            run(CANARY, "curl -s \"$api/canaries/main-ivr/tallies?by=minute&window=PT30M\"")
                    .says("\"minutes\""),
            run(CANARY, "curl -s $api/canaries/main-ivr/glance").says("\"verdict\""),
            run(CANARY, "curl -s \"$api/canaries/main-ivr/verdicts?limit=3\"").says("\"verdict\":"),
            run(CANARY, "curl -s $api/canaries/main-ivr/evidence").says("{"),
            run(CANARY, "curl -s $api/source").says("\"countedUpTo\""),
            run(CANARY, "curl -N $api/canaries/main-ivr/stream").goesOn().says("event: hello"),
            run(CANARY, "curl -s -w '%{http_code}\\n' $api/canaries/main-ivr/gate")
                    .as("flow-canary wait main-ivr; curl -s -w '%{http_code}\\n' $api/canaries/main-ivr/gate")
                    .says("\"open\":true", "200"),
            run(CANARY, "curl -s -X POST $api/canaries/main-ivr/lease -d '{\"length\": \"PT20M\"}'")
                    .says("\"lease\":{\"number\":"),
            run(CANARY, "curl -s \"$api/canaries/main-ivr/tallies?window=an+hour\"")
                    .says("\"status\":400", "window"),
            run(CANARY, "flow-canary start policies/main-ivr.yaml --reason \"new menu\"")
                    .exits(1)
                    .says("lease"),
            run(CANARY, "flow-canary start policies/guide.yaml --calls-per-hour 1000")
                    .as("flow-canary start policies/guide.yaml --calls-per-hour 1000 --lease "
                            + "$(curl -s $api/canaries/main-ivr | sed 's/.*\"lease\":{\"number\":\\([0-9]*\\).*/\\1/')")
                    .says("start followed; now BAKING")
                    .prints("docs/PLAN.md: With 1,000", Manner.AMONG_OTHERS),
            run(CANARY, "flow-canary start policies/main-ivr.yaml --wait --timeout 5h --summary verdict.md")
                    .as("flow-canary abort main-ivr; flow-canary start policies/main-ivr.yaml --wait --timeout 5h"
                            + " --summary verdict.md")
                    .goesOn()
                    .says("start followed; now BAKING", "order    start"),
            run(CANARY, "flow-canary start docker/policy.yaml")
                    .as("flow-canary abort main-ivr; flow-canary start docker/policy.yaml")
                    .says("start followed; now BAKING, step 1 of 3, 25 %"),
            run(
                            CANARY,
                            "flow-canary play --scenario errors --endpoint http://localhost:4566 --queue-url"
                                    + " http://localhost:4566/000000000000/genesys-events")
                    .goesOn()
                    .says("calls an hour, scenario errors, into http://127.0.0.1:"),
            run(
                            CANARY,
                            "flow-canary bridge",
                            "KAFKA_BOOTSTRAP_SERVERS=kafka:9092 SQS_QUEUE_URL=https://... flow-canary bridge")
                    .goesOn()
                    .says("bridge for SQS listens on port"),
            // Minutes of computing: fewer runs of the same
            run(ALONE, "flow-canary simulate")
                    .as("flow-canary simulate --quick")
                    .says("every bar is met"),
            run(ALONE, "flow-canary bench")
                    .as("flow-canary bench --runs 0 --rollouts 1")
                    .says("p50"));

    private CommandTable() {}
}
