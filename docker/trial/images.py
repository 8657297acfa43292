"""The images: the project's own, built as their Dockerfiles say, and stand-ins from Debian for those of others that are not there."""

import shutil
import subprocess
from pathlib import Path

from . import compose, report

STANDINS = Path(__file__).parent / "standins"
LARGEST = 250 * 10**6


def prepare(engine, services):
    """Makes every image there is a way to make, and returns the services whose image cannot be had."""
    report.title("Base images")
    for image in compose.bases():
        base(engine, image)
    report.title("Images, built by their Dockerfiles as they are")
    for service in services.values():
        if service.dockerfile and not fresh(engine, service.image):
            took = engine.build(full(service.image), compose.ROOT / service.dockerfile, compose.ROOT)
            built.add(service.image)
            size = engine.size(full(service.image))
            report.check(size < LARGEST, f"{service.image}: {report.mb(size)}, under {report.mb(LARGEST)}; built in {took:.0f} s")
    report.title("Images of others")
    return {service.name for service in services.values() if not service.dockerfile and not other(engine, service.image)}


built = set()


def fresh(engine, image):
    return image in built


def base(engine, image):
    if engine.has(full(image)):
        report.say(f"{image}: there already, {report.mb(engine.size(full(image)))}")
    elif image.startswith("debian:"):
        debian(engine, image)
    elif image.startswith("eclipse-temurin:17-jdk"):
        standin(engine, image, "jdk", slim())
    else:
        raise ValueError(f"{image}: docker/trial/images.py knows no stand-in for this base image")


def slim():
    return next(image for image in compose.bases() if image.startswith("debian:"))


def other(engine, image):
    if engine.has(full(image)):
        report.say(f"{image}: there already")
    elif "/kafka:" in image:
        standin(engine, image, "kafka", jdk())
    elif "/prometheus:" in image:
        standin(engine, image, "prometheus", slim())
    else:
        report.say(f"{image}: not there, and Debian has none: left out")
        return False
    return True


def jdk():
    return next(image for image in compose.bases() if "jdk" in image)


def standin(engine, image, kind, base):
    """Builds a stand-in, which trusts the certificates that this machine trusts beside Debian's."""
    context = engine.directory / "tmp" / kind
    shutil.rmtree(context, ignore_errors=True)
    shutil.copytree(STANDINS / kind, context)
    certificates = Path("/usr/local/share/ca-certificates")
    (context / "certificates").mkdir()
    for certificate in certificates.glob("*.crt"):
        shutil.copy(certificate, context / "certificates")
    took = engine.build(full(image), context / "Dockerfile", context, "--build-arg", f"BASE={full(base)}")
    report.say(f"{image}: a stand-in from Debian's packages, {report.mb(engine.size(full(image)))}; made in {took:.0f} s")


def debian(engine, image):
    """A Debian of the named release, without what the slim images leave out."""
    release = image.split(":")[1].removesuffix("-slim")
    root = engine.directory / "tmp" / "debian"
    shutil.rmtree(root, ignore_errors=True)
    subprocess.run(["debootstrap", "--variant=minbase", release, root], check=True, stdout=subprocess.DEVNULL)
    left_out = ["var/cache/apt/archives/*.deb", "var/lib/apt/lists/*", *(f"usr/share/{name}/*" for name in ("doc", "man", "info", "locale"))]
    tar = subprocess.Popen(
        ["tar", "-C", root, *(f"--exclude=./{pattern}" for pattern in left_out), "-c", "."], stdout=subprocess.PIPE
    )
    engine.call("import", "-", full(image), stdin=tar.stdout)
    if tar.wait() != 0:
        raise RuntimeError(f"{image}: tar ended with {tar.returncode}")
    shutil.rmtree(root)
    report.say(f"{image}: a stand-in by debootstrap, {report.mb(engine.size(full(image)))}")


def full(image):
    """The name that Docker means by a short one."""
    first = image.split("/")[0]
    if "/" in image and ("." in first or ":" in first):
        return image
    if first == "flow-canary":
        return "localhost/" + image
    return "docker.io/" + (image if "/" in image else "library/" + image)
