package io.flowcanary.web;

import io.flowcanary.access.Role;
import io.flowcanary.plan.Advice;
import io.flowcanary.plan.Harm;
import io.flowcanary.plan.Plan;
import io.flowcanary.plan.Planner;
import io.flowcanary.query.CanaryTallies;
import io.flowcanary.query.CanaryView;
import io.flowcanary.query.SourceView;
import io.flowcanary.query.Span;
import io.flowcanary.query.Traffic;
import io.flowcanary.record.Policy;
import io.flowcanary.topology.Store;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What a canary may be expected to do, from the calls that its flow takes now. */
final class PlanResource implements Resource {
    private static final int RUNS = 20;
    private static final int MOST_RUNS = 200;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final Duration SHORTEST = Duration.ofMinutes(10);
    private static final Duration LONGEST = Duration.ofDays(7);

    private final Anywhere anywhere;
    private final Standing standing;
    private final int sourcePartitions;
    private final Rehearsals rehearsals;

    PlanResource(Anywhere anywhere, Standing standing, int sourcePartitions, Rehearsals rehearsals) {
        this.anywhere = anywhere;
        this.standing = standing;
        this.sourcePartitions = sourcePartitions;
        this.rehearsals = rehearsals;
    }

    /** What makes two plans the same; traffic does not, so that a plan that is asked for again is not begun again. */
    private record Question(String canary, Policy policy, int share, int runs, long seed, Duration window) {}

    /**
     * A plan.
     *
     * @param share percent that the rollout is meant to start at
     * @param from the calls that began since were counted
     * @param to up to here
     * @param advice in plain words
     */
    private record Answer(String canary, int share, Instant from, Instant to, Plan plan, List<String> advice) {}

    /**
     * Not yet a plan.
     *
     * @param done how much of it, 0 to 1
     */
    private record Progress(String canary, double done) {}

    @Override
    public void add(RoutesConfig routes) {
        routes.get(Directory.PATH + "/{canary}/plan", this::plan, Role.VIEWER);
    }

    private void plan(Context context) {
        Ask ask = Ask.of(context);
        String canary = context.pathParam("canary");
        Policy policy = standing.of(ask, canary)
                .map(CanaryView::rollout)
                .map(rollout -> rollout.policy())
                .orElseGet(() -> Standing.usual(canary));
        Parameters parameters = new Parameters(context);
        Question question = new Question(
                canary,
                policy,
                (int) parameters.number("share", policy.steps().get(0), 1, 99),
                (int) parameters.number("runs", RUNS, 1, MOST_RUNS),
                parameters.number("seed", 1, 0, Integer.MAX_VALUE),
                parameters.duration("window", Duration.ofHours(1), SHORTEST, LONGEST));
        CanaryTallies tallies = tallies(ask, question);
        Traffic traffic = Traffic.counted(tallies, policy.versions(), Map.of())
                .orElseThrow(() -> ProblemException.notFound("no call of '" + canary + "' with version "
                        + policy.versions().stable() + " or "
                        + policy.versions().canary() + " began between " + tallies.from() + " and "
                        + tallies.to() + ": ask for a longer window, or plan with figures of your own by"
                        + " 'flow-canary plan --calls-per-hour'"));
        Rehearsals.Asked asked = rehearsals
                .ask(question, tallies, () -> planner(question, traffic))
                .orElseThrow(() -> busy(context));
        context.future(() -> asked.plan()
                .thenApply(Optional::of)
                .completeOnTimeout(Optional.empty(), LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)
                .thenAccept(plan -> write(context, question, asked, plan)));
    }

    private static void write(Context context, Question question, Rehearsals.Asked asked, Optional<Plan> plan) {
        if (plan.isEmpty()) {
            context.header("Retry-After", "1").status(202);
            Json.write(context, new Progress(question.canary, asked.done()));
            return;
        }
        Json.write(
                context,
                new Answer(
                        question.canary,
                        question.share,
                        asked.tallies().from(),
                        asked.tallies().to(),
                        plan.get(),
                        Advice.of(plan.get(), question.share)));
    }

    private static Planner planner(Question question, Traffic traffic) {
        return new Planner(
                question.policy,
                traffic.callsPerHour(),
                traffic.baselines(),
                Planner.sharesWith(question.share),
                EnumSet.allOf(Harm.Size.class),
                question.runs,
                question.seed);
    }

    private static ProblemException busy(Context context) {
        context.header("Retry-After", "5");
        return new ProblemException(
                503,
                "planning",
                "Another plan is being made",
                "this instance makes one plan at a time: ask again in some seconds",
                Map.of());
    }

    private CanaryTallies tallies(Ask ask, Question question) {
        String path = Path.of(question.canary) + "/tallies?window=" + question.window;
        return anywhere.find(
                        ask.about(path),
                        Store.TALLIES,
                        question.canary,
                        shard -> Optional.of(CanaryTallies.read(
                                shard,
                                question.canary,
                                Span.before(SourceView.w(shard, sourcePartitions), question.window),
                                SourceView.w(shard, sourcePartitions))),
                        CanaryTallies.class)
                .orElseThrow();
    }
}
