"""podman, with everything that it keeps in one directory."""

import json
import os
import subprocess
import time

# Where the machine does not let root raise its limits (no CAP_SYS_RESOURCE), podman's own defaults are refused.
LIMITS = ["--ulimit=nofile=10000:10000", "--ulimit=nproc=10000:10000"]


class Engine:
    def __init__(self, directory):
        self.directory = directory
        (directory / "tmp").mkdir(parents=True, exist_ok=True)
        self.environment = {**os.environ, "TMPDIR": str(directory / "tmp")}
        self.command = [
            "podman",
            "--runtime=runc",
            "--cgroup-manager=cgroupfs",
            f"--root={directory / 'storage'}",
            f"--runroot={directory / 'run'}",
            f"--network-config-dir={directory / 'networks'}",
            f"--tmpdir={directory / 'state'}",
        ]

    def call(self, *arguments, check=True, timeout=None, stdin=None):
        """Runs podman, and returns what it did."""
        done = subprocess.run(
            [*self.command, *map(str, arguments)],
            stdin=stdin or subprocess.DEVNULL,
            capture_output=True,
            text=True,
            env=self.environment,
            timeout=timeout,
        )
        if check and done.returncode != 0:
            raise RuntimeError(f"podman {' '.join(map(str, arguments))[:300]}: {(done.stderr + done.stdout).strip()[-3000:]}")
        return done

    def text(self, *arguments):
        return self.call(*arguments).stdout.strip()

    def has(self, image):
        return self.call("image", "exists", image, check=False).returncode == 0

    def build(self, tag, dockerfile, context, *options):
        """Builds an image and returns how long it took, in seconds."""
        begun = time.monotonic()
        self.call("build", *LIMITS, "--tag", tag, "--file", dockerfile, *options, context)
        return time.monotonic() - begun

    def run(self, name, *arguments):
        return self.call("run", "--detach", "--name", name, *LIMITS, *arguments)

    def once(self, *arguments, check=True):
        """Runs a container to its end."""
        return self.call("run", "--rm", *LIMITS, *arguments, check=check)

    def execute(self, name, *command):
        return self.call("exec", name, *command, check=False)

    def inspect(self, name):
        return json.loads(self.text("container", "inspect", name))[0]

    def pid(self, name):
        return self.inspect(name)["State"]["Pid"]

    def address(self, name, port):
        """Where a published port is reached, as host:port."""
        return self.text("port", name, f"{port}/tcp").splitlines()[0]

    def size(self, image):
        return int(self.text("image", "inspect", "--format", "{{.Size}}", image))
