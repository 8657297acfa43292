"""Kills one service after the other with SIGKILL, and sees it come back with what it knew."""

import os
import signal
import time

from . import report, rollout


def kill(stack, name):
    """Kills a service as a crash would; the engine starts it again."""
    service = stack.services[name]
    before = rollout.events(stack)
    known = stack.api(rollout.CANARY)["rollout"]["verdictId"]
    killed = stack.state(name)["Pid"]
    begun = time.monotonic()
    os.kill(killed, signal.SIGKILL)
    stack.wait(f"the engine starts {name} again", 60, lambda: stack.state(name)["Pid"] not in (0, killed))
    stack.wait_healthy(service)
    healthy = time.monotonic() - begun
    stack.wait(f"more events are counted than before {name} was killed", 300, lambda: rollout.events(stack) > before, lambda: stack.log("streams-app"))
    counting = time.monotonic() - begun
    ids = [one["id"] for one in stack.api(rollout.CANARY + "/verdicts?limit=1000")["verdicts"]]
    report.check(
        known in ids,
        f"{name} killed at {before:,} events: healthy after {healthy:.0f} s, counts on after {counting:.0f} s, knows the verdicts so far",
    )
