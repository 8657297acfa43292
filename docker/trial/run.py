"""The trial, from the base images to the last container's end."""

import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

from . import compose, images, isolation, monitoring, outages, report, rollout, stopping
from .engine import Engine
from .stack import Stack, up


def run(work):
    """Returns the exit code: 0 when all held."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    directory = work.resolve() if work else Path(tempfile.mkdtemp(prefix="flow-canary-try-"))
    engine = Engine(directory)
    stack = Stack(engine, compose.services())
    try:
        report.title("Tools: " + engine.text("--version") + ", " + subprocess.getoutput("runc --version").splitlines()[0])
        stack.end()
        trial(stack)
    except Exception:
        traceback.print_exc()
        report.check(False, "the trial came to its end")
    finally:
        clean_up(stack, directory, kept=bool(work))
    report.title(f"{len(report.failures)} failed" if report.failures else "All held")
    for failure in report.failures:
        report.say(failure.splitlines()[0])
    return 1 if report.failures else 0


def trial(stack):
    left_out = images.prepare(stack.engine, stack.services)
    stack.begin()
    up(stack, left_out)
    isolation.check(stack, left_out)
    begun = time.monotonic()
    rollout.start(stack)
    rollout.share_in_force(stack)
    rollout.counted(stack, 500)
    report.title("Killed, one after the other, while calls come in")
    for service in ("streams-app", "bridge", "kafka"):
        outages.kill(stack, service)
    report.title("The verdict")
    rollout.verdict(stack, begun)
    monitoring.check(stack)
    stopping.memory(stack, left_out)
    report.title("Counts, held against the centre's own")
    rollout.exact(stack, rollout.truth(stack))
    stopping.stop(stack, left_out)


def clean_up(stack, directory, kept):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    stack.end()
    if not kept:
        stack.engine.call("rmi", "--all", "--force", check=False)
        # podman mounts its storage on itself.
        subprocess.run(["umount", "--lazy", directory / "storage/overlay"], check=False, capture_output=True)
        shutil.rmtree(directory, ignore_errors=True)
    report.title(f"Removed: containers, network, volumes{'' if kept else ', images'}")
