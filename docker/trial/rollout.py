"""A rollout from its start to its verdict: calls come in from the synthetic centre, and the share goes back."""

import json
import time

from . import compose, images, report
from .stack import PROJECT

CANARY = "/canaries/main-ivr"
SCENARIO = "errors"
# What a slow machine, too, counts as it comes; one call in five of the canary's fails, so that a dozen of them are enough.
CALLS_PER_HOUR = 6_000


def start(stack):
    """Starts the centre and a rollout, by the commands that docs/CONTAINERS.md names."""
    report.title(f"A rollout, with a contact centre of scenario {SCENARIO}, {CALLS_PER_HOUR:,} calls an hour")
    centre = stack.services["centre"]
    stack.start(centre, "--scenario", SCENARIO, "--calls-per-hour", CALLS_PER_HOUR)
    streams = stack.services["streams-app"]
    done = stack.engine.once(
        f"--network={PROJECT}",
        "--env=FLOW_CANARY_SERVER=http://streams-app:8080",
        "--env=FLOW_CANARY_TOKEN=local-operator",
        f"--volume={compose.ROOT / 'docker/policy.yaml'}:/policy.yaml:ro",
        images.full(streams.image),
        "start",
        "/policy.yaml",
        "--reason",
        "docker/try",
        check=False,
    )
    if done.returncode != 0:
        # On a busy machine the answer may come too late for the order's patience, and yet it is followed.
        report.say("flow-canary start: " + done.stderr.strip().splitlines()[-1])
    stack.wait("the rollout has begun", 300, lambda: rollout(stack), lambda: done.stderr + done.stdout)
    report.check(True, f"flow-canary start, from the image of the streams application, ended with {done.returncode}")


def rollout(stack):
    """What the API says of the rollout now; empty while it cannot say."""
    return (stack.api(CANARY) or {}).get("rollout", {})


def counted(stack, least):
    """Waits until so many events are counted."""
    took = stack.wait(f"{least} events are counted", 600, lambda: events(stack) >= least, lambda: stack.log("bridge"))
    report.check(True, f"{events(stack):,} events counted after {took:.0f} s")


def events(stack):
    source = stack.api("/source")
    return source["events"].get("counted", 0) if source else 0


def share_in_force(stack):
    confirmed = lambda now: "confirmedAt" in now and now["share"] == 25
    took = stack.wait("the first share is in force", 300, lambda: confirmed(rollout(stack)))
    report.check(True, f"share 25 % in force after {took:.0f} s")


def verdict(stack, begun):
    """Waits for the rollback, and for its effects."""
    stack.wait("the rollback", 900, lambda: rollout(stack).get("state") == "ROLLED_BACK", lambda: json.dumps(stack.api(CANARY)) + stack.log("streams-app"))
    ending = next(one for one in verdicts(stack) if one["verdict"] == "ROLLBACK")
    report.check(True, f"{ending['verdict']} {ending['reason']} {time.monotonic() - begun:.0f} s after the start: {ending['explanation']}")


def verdicts(stack):
    """The verdicts so far, the latest first; empty while the API cannot say."""
    return (stack.api(CANARY + "/verdicts?limit=500") or {}).get("verdicts", [])


def truth(stack):
    """Stops the centre, and returns what it says of its calls."""
    centre = stack.name("centre")
    stack.engine.call("stop", centre)
    told = stack.engine.text("logs", centre).splitlines()[-1]
    return json.loads(told)


OUTCOMES = ("ended", "abandoned", "transferred", "contained", "ivrHangup", "errored")


def exact(stack, told):
    """Whether every call is counted, and once, whatever was killed meanwhile.

    The centre stops at once, so some calls have not been heard of to their end, and the last few not at all. Of each outcome the
    service has counted at least what the centre knows of calls that are over, and at most as many more as calls were under way.
    """
    truths = [one for one in told["versions"] if one["canary"] == "main-ivr" and one["version"] in ("v1", "v2")]
    try:
        # What is on its way yet will come; what was counted twice stays.
        stack.wait("all is counted", 240, lambda: all(holds(truth, counts(stack, truth)) for truth in truths))
    except RuntimeError:
        pass
    for truth in truths:
        counted = counts(stack, truth)
        report.check(
            holds(truth, counted),
            f"{truth['version']}: {counted['started']:,} calls counted of {truth['started']:,}, {under_way(truth):,} of them under way; "
            + ", ".join(f"{outcome} {counted[outcome]:,} of {truth[outcome]:,}" for outcome in OUTCOMES),
        )
    events = stack.api("/source")["events"]
    report.say("what became of the records: " + ", ".join(f"{name} {count:,}" for name, count in events.items()))


def counts(stack, truth):
    """What the service has counted of one version."""
    tallies = stack.api(CANARY + "/tallies?window=PT2H") or {}
    return tallies.get("versions", {}).get(truth["version"], dict.fromkeys(("started", *OUTCOMES), 0))


def under_way(truth):
    return truth["started"] - truth["ended"]


def holds(truth, counted):
    more = under_way(truth)
    return truth["started"] - more <= counted["started"] <= truth["started"] and all(
        truth[outcome] <= counted[outcome] <= truth[outcome] + more for outcome in OUTCOMES
    )
