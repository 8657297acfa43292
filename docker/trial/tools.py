"""What the trial needs on this machine."""

import importlib.util
import os
import shutil
import subprocess
import sys

# What is looked for, and the Debian package that brings it.
COMMANDS = {
    "podman": "podman",
    "runc": "runc",
    "debootstrap": "debootstrap",
    "iptables": "iptables",
    "/usr/lib/podman/netavark": "netavark",
    "/usr/lib/podman/aardvark-dns": "aardvark-dns",
}


def missing():
    """The packages that are not there."""
    packages = [package for command, package in COMMANDS.items() if shutil.which(command) is None]
    if importlib.util.find_spec("yaml") is None:
        packages.append("python3-yaml")
    return packages


def how_to_get(packages):
    """What to say when packages are missing."""
    return (
        "docker/try: missing: " + ", ".join(packages) + ". Run 'docker/try --install', or\n"
        "  apt-get update && apt-get install --no-install-recommends " + " ".join(packages)
    )


def install(packages):
    """Installs packages with apt."""
    if os.geteuid() != 0:
        sys.exit("docker/try: only root can install: " + ", ".join(packages))
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", *arguments], check=True, env=environment, stdout=subprocess.DEVNULL)
    importlib.invalidate_caches()
    left = missing()
    if left:
        sys.exit("docker/try: still missing after the installation: " + ", ".join(left))
