"""Kills one service after the other with SIGKILL, and sees it come back with what it knew."""

import os
import signal
import time

from . import report, rollout


def kill(stack, name):
    """Kills a service as a crash would; the engine starts it again."""
    service = stack.services[name]
    before = rollout.events(stack)
    stack.wait("a verdict", 300, lambda: rollout.verdicts(stack))
    known = rollout.verdicts(stack)[0]["id"]
    killed = stack.state(name)["Pid"]
    begun = time.monotonic()
    os.kill(killed, signal.SIGKILL)
    stack.wait(f"the engine starts {name} again", 60, lambda: stack.state(name)["Pid"] not in (0, killed))
    stack.wait_healthy(service)
    healthy = time.monotonic() - begun
    stack.wait(f"more events are counted than before {name} was killed", 600, lambda: rollout.events(stack) > before, lambda: stack.log("streams-app"))
    counting = time.monotonic() - begun
    report.check(
        known in [one["id"] for one in rollout.verdicts(stack)],
        f"{name} killed at {before:,} events: healthy after {healthy:.0f} s, counts on after {counting:.0f} s, knows the verdicts so far",
    )
