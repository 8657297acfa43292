"""The stack: its network, its containers, and how to reach them."""

import json
import time
import urllib.error
import urllib.request

from . import images, report

PROJECT = "flow-canary-try"
PAUSE = 1
# The machine may be busy; Compose itself would give up sooner.
SLOWNESS = 3


class Stack:
    def __init__(self, engine, services):
        self.engine = engine
        self.services = services

    def name(self, service):
        return f"{PROJECT}-{service}"

    def begin(self):
        self.engine.call("network", "create", PROJECT)

    def start(self, service, *more):
        """Starts a service as Compose would, and waits as those do that depend on it."""
        begun = time.monotonic()
        self.engine.run(
            self.name(service.name),
            f"--network={PROJECT}",
            f"--network-alias={service.name}",
            *service.options(PROJECT),
            images.full(service.image),
            *service.words,
            *more,
        )
        if service.check:
            self.wait_healthy(service)
        elif not service.optional:
            self.wait_ended(service)
        return time.monotonic() - begun

    def wait_healthy(self, service):
        """Waits until the health check holds."""
        command = service.check
        self.wait(
            f"{service.name} is healthy",
            service.patience * SLOWNESS,
            lambda: self.engine.execute(self.name(service.name), *command).returncode == 0,
            lambda: self.log(service.name),
        )

    def wait_ended(self, service):
        self.wait(f"{service.name} ends", 120 * SLOWNESS, lambda: not self.state(service.name)["Running"])
        code = self.state(service.name)["ExitCode"]
        if code != 0:
            raise RuntimeError(f"{service.name} ended with {code}:\n{self.log(service.name)}")

    def wait(self, what, seconds, holds, why=lambda: ""):
        """Waits until something holds, and returns how long that took."""
        begun = time.monotonic()
        while not holds():
            if time.monotonic() - begun > seconds:
                raise RuntimeError(f"waited {seconds} s in vain: {what}\n{why()}")
            time.sleep(PAUSE)
        return time.monotonic() - begun

    def state(self, service):
        return self.engine.inspect(self.name(service))["State"]

    def log(self, service):
        done = self.engine.call("logs", "--tail", "40", self.name(service), check=False)
        return (done.stdout + done.stderr)[-6000:]

    def get(self, service, port, path, token=None):
        """The JSON that a service answers on a published port; None while it does not answer 200."""
        request = urllib.request.Request(f"http://{self.engine.address(self.name(service), port)}{path}")
        if token:
            request.add_header("Authorization", f"Bearer {token}")
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return json.load(answer)
        except (urllib.error.URLError, OSError, ValueError):
            return None

    def api(self, path):
        """What the streams service answers a viewer."""
        return self.get("streams-app", 8080, "/api/v1" + path, "local-prometheus")

    def end(self):
        """Removes all containers, whatever state they are in, and what they kept."""
        self.engine.call("rm", "--all", "--force", "--time", "1", "--volumes", check=False)
        self.engine.call("volume", "rm", "--all", "--force", check=False)
        self.engine.call("network", "rm", "--force", PROJECT, check=False)


def up(stack, left_out):
    """Starts every service in order, and says how long it took."""
    report.title("Start, with the options of docker-compose.yml")
    begun = time.monotonic()
    for service in stack.services.values():
        if service.name not in left_out and not service.optional:
            took = stack.start(service)
            report.say(f"{service.name}: {'healthy' if service.check else 'done'} after {took:.0f} s")
    report.check(True, f"all healthy {time.monotonic() - begun:.0f} s after the first began")
