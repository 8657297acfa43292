"""What each service takes while it runs, and how it stops."""

import time
from pathlib import Path

from . import report

# 128 and SIGTERM: a JVM that was told to stop, and did. 0: so did Prometheus.
CLEAN = {0, 143}


def memory(stack, left_out):
    report.title("Memory, of what the container may take")
    for service in running(stack, left_out):
        peak, now = taken(stack.engine.pid(stack.name(service.name)))
        limit = stack.engine.inspect(stack.name(service.name))["HostConfig"]["Memory"]
        report.say(f"{service.name}: {report.mib(now)} resident, {report.mib(peak)} at the most, of {report.mib(limit)}")


def stop(stack, left_out):
    report.title("Stop")
    for service in reversed(running(stack, left_out)):
        begun = time.monotonic()
        stack.engine.call("stop", stack.name(service.name))
        took = time.monotonic() - begun
        code = stack.state(service.name)["ExitCode"]
        report.check(code in CLEAN and took < service.grace, f"{service.name}: stopped in {took:.1f} s with {code}; {service.grace} s allowed")


def running(stack, left_out):
    return [service for service in stack.services.values() if service.check and service.name not in left_out]


def taken(pid):
    """Peak and present resident memory of a process, bytes."""
    fields = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return tuple(int(fields[key].split()[0]) * 1024 for key in ("VmHWM", "VmRSS"))
