"""A rollout from its start to its verdict: calls come in from the synthetic centre, and the share goes back."""

import json
import time

from . import compose, images, report
from .stack import PROJECT

CANARY = "/canaries/main-ivr"
SCENARIO = "errors"


def start(stack):
    """Starts the centre and a rollout, by the commands that docs/CONTAINERS.md names."""
    report.title(f"A rollout, with a contact centre of scenario {SCENARIO}")
    centre = stack.services["centre"]
    stack.start(centre, "--scenario", SCENARIO)
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
    if not report.check(done.returncode == 0, "flow-canary start, from the image of the streams application"):
        raise RuntimeError(done.stderr + done.stdout)


def counted(stack, least):
    """Waits until so many events are counted."""
    took = stack.wait(f"{least} events are counted", 300, lambda: events(stack) >= least, lambda: stack.log("bridge"))
    report.check(True, f"{events(stack):,} events counted after {took:.0f} s")


def events(stack):
    source = stack.api("/source")
    return source["events"].get("counted", 0) if source else 0


def share_in_force(stack):
    confirmed = lambda: (stack.api(CANARY) or {}).get("rollout", {})
    took = stack.wait("the first share is in force", 120, lambda: "confirmedAt" in confirmed() and confirmed()["share"] == 25)
    report.check(True, f"share 25 % in force after {took:.0f} s")


def verdict(stack, begun):
    """Waits for the rollback, and for its effects."""
    state = lambda: (stack.api(CANARY) or {}).get("rollout", {}).get("state")
    stack.wait("the rollback", 900, lambda: state() == "ROLLED_BACK", lambda: json.dumps(stack.api(CANARY)) + stack.log("streams-app"))
    verdicts = stack.api(CANARY + "/verdicts")["verdicts"]
    ending = next(one for one in verdicts if one["verdict"] == "ROLLBACK")
    report.check(True, f"{ending['verdict']} {ending['reason']} {time.monotonic() - begun:.0f} s after the start: {ending['explanation']}")


def truth(stack):
    """Stops the centre, and returns what it says of its calls."""
    centre = stack.name("centre")
    stack.engine.call("stop", centre)
    told = stack.engine.text("logs", centre).splitlines()[-1]
    return json.loads(told)


def exact(stack, told):
    """Whether every event was counted once, whatever was killed meanwhile."""
    wanted = sum(told["conversationEvents"].values())
    try:
        stack.wait("all events are counted", 300, lambda: events(stack) >= wanted)
    except RuntimeError:
        pass
    report.check(events(stack) == wanted, f"{events(stack):,} events counted, of {wanted:,} that the centre sent")
    report.say("what became of the records: " + ", ".join(f"{name} {count:,}" for name, count in stack.api("/source")["events"].items()))
