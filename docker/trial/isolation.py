"""Whether each container is as shut in as docker-compose.yml says: asked of the kernel, not of the engine."""

import ipaddress
from pathlib import Path

from . import report
from .stack import PROJECT


def check(stack, left_out):
    report.title("Isolation, as the kernel sees it")
    for service in stack.services.values():
        if service.check and service.name not in left_out:
            report.check(*verdict(stack, service))


def verdict(stack, service):
    """Whether all holds, and what was found."""
    seen = stack.engine.inspect(stack.name(service.name))
    status = process(seen["State"]["Pid"])
    faults = []
    uid = status["Uid"].split()[0]
    if uid == "0":
        faults.append("runs as root")
    capabilities = [status[key] for key in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")]
    if any(int(value, 16) for value in capabilities):
        faults.append("holds capabilities: " + " ".join(capabilities))
    if status["NoNewPrivs"] != "1":
        faults.append("may gain privileges")
    if status["Seccomp"] != "2":
        faults.append("no system call is filtered")
    sealed = service.definition.get("read_only", False)
    if sealed and not readonly(seen["State"]["Pid"]):
        faults.append("its root can be written")
    if seen["Mounts"] and any(mount["RW"] for mount in seen["Mounts"] if mount["Type"] == "bind"):
        faults.append("a file of this machine can be written")
    ports = [one for bindings in seen["NetworkSettings"]["Ports"].values() for one in bindings or []]
    if not all(ipaddress.ip_address(one["HostIp"]).is_loopback for one in ports):
        faults.append(f"published beyond loopback: {ports}")
    networks = set(seen["NetworkSettings"]["Networks"])
    if networks != {PROJECT}:
        faults.append(f"in the networks {networks}")
    limit = seen["HostConfig"]["Memory"]
    if limit == 0:
        faults.append("may take all memory")
    held = f"user {uid}, no capability, {'root read-only, ' if sealed else ''}{len(ports)} port on loopback, {report.mib(limit)} at most"
    return not faults, f"{service.name}: " + ("; ".join(faults) or held)


def process(pid):
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return dict((part.strip() for part in line.split(":", 1)) for line in lines)


def readonly(pid):
    for line in Path(f"/proc/{pid}/mountinfo").read_text().splitlines():
        fields = line.split()
        if fields[4] == "/":
            return "ro" in fields[5].split(",")
    return False
