"""docker-compose.yml, and each of its services as arguments of `podman run`."""

import os
import re
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
VARIABLE = re.compile(r"\$\{([A-Z_]+):-([^}]*)}")
# Keys that are no option of `run`: who uses the service's other fields reads them.
ELSEWHERE = {"image", "build", "command", "entrypoint", "depends_on", "healthcheck", "profiles"}


class Service:
    def __init__(self, name, definition, configs):
        self.name = name
        self.definition = definition
        self.configs = configs

    @property
    def image(self):
        return VARIABLE.sub(lambda found: os.environ.get(found[1], found[2]), self.definition["image"])

    @property
    def dockerfile(self):
        return self.definition.get("build", {}).get("dockerfile")

    @property
    def optional(self):
        """Whether it starts only when asked for."""
        return "profiles" in self.definition

    @property
    def waits_for(self):
        return {name: how["condition"] for name, how in self.definition.get("depends_on", {}).items()}

    @property
    def check(self):
        """The health check's command, as an engine runs it in the container; None where there is none."""
        test = self.definition.get("healthcheck", {}).get("test")
        if test is None:
            return None
        words = [word.replace("$$", "$") for word in test]
        return words[1:] if words[0] == "CMD" else ["/bin/sh", "-c", words[1]]

    def seconds(self, key):
        return seconds(self.definition["healthcheck"].get(key, "0s"))

    @property
    def patience(self):
        """How long it may take to become healthy, in seconds."""
        return self.seconds("start_period") + self.definition["healthcheck"]["retries"] * (
            self.seconds("interval") + self.seconds("timeout")
        )

    @property
    def grace(self):
        """How long it may take to stop, in seconds: 10 unless it says more, as in Compose."""
        return seconds(self.definition.get("stop_grace_period", "10s"))

    def options(self, project):
        """The options of `podman run`, all but the image and the command."""
        options = []
        for key, value in self.definition.items():
            if key not in ELSEWHERE:
                if key not in OPTIONS:
                    raise ValueError(f"docker-compose.yml: {self.name}: '{key}' is nothing that docker/trial/compose.py knows")
                options += OPTIONS[key](self, value, project)
        if "entrypoint" in self.definition:
            options.append("--entrypoint=" + self.definition["entrypoint"][0])
        return options

    @property
    def words(self):
        """What follows the image."""
        return self.definition.get("entrypoint", [])[1:] + self.definition.get("command", [])


def volume(_service, value, project):
    return [f"--volume={project}-{volume}" for volume in value]


def config(service, value, _project):
    return [f"--volume={ROOT / service.configs[one['source']]['file']}:{one['target']}:ro" for one in value]


def port(_service, value, _project):
    # The address as it stands; the port on this machine is any free one, so that a stack that runs already is not in the way.
    return [f"--publish={one.split(':')[0]}::{one.split(':')[2]}" for one in value]


# How each key of a service is said to podman.
OPTIONS = {
    "environment": lambda service, value, project: [f"--env={name}={text}" for name, text in value.items()],
    "ports": port,
    "volumes": volume,
    "configs": config,
    "restart": lambda service, value, project: [f"--restart={value}"],
    "stop_grace_period": lambda service, value, project: [f"--stop-timeout={seconds(value)}"],
    "mem_limit": lambda service, value, project: [f"--memory={value}"],
    "read_only": lambda service, value, project: ["--read-only", "--read-only-tmpfs=false"] if value else [],
    "tmpfs": lambda service, value, project: [f"--tmpfs={one}" for one in value],
    "cap_drop": lambda service, value, project: [f"--cap-drop={one}" for one in value],
    "security_opt": lambda service, value, project: [f"--security-opt={one.removesuffix(':true')}" for one in value],
}


def seconds(duration):
    number, unit = re.fullmatch(r"(\d+)([smh])", duration).groups()
    return int(number) * {"s": 1, "m": 60, "h": 3600}[unit]


def services():
    """The services, each after those that it waits for."""
    tree = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    left = {name: Service(name, definition, tree["configs"]) for name, definition in tree["services"].items()}
    ordered = {}
    while left:
        ready = [service for service in left.values() if set(service.waits_for) <= set(ordered)]
        if not ready:
            raise ValueError("docker-compose.yml: these wait for one another: " + ", ".join(left))
        for service in ready:
            ordered[service.name] = left.pop(service.name)
    return ordered


def bases():
    """The images that the Dockerfiles begin with."""
    names = []
    for dockerfile in {service.dockerfile for service in services().values() if service.dockerfile}:
        for line in (ROOT / dockerfile).read_text().splitlines():
            if line.startswith("FROM "):
                names.append(line.split()[1])
    return sorted(set(names))
