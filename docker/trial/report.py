"""What was seen, printed as it comes."""

import time

BEGUN = time.monotonic()
failures = []


def title(text):
    print(f"\n{elapsed()}  {text}", flush=True)


def say(text):
    print(f"         {text}", flush=True)


def check(holds, text):
    """Prints whether something holds; what does not fails the trial, which goes on."""
    print(f"    {'ok  ' if holds else 'FAIL'} {text}", flush=True)
    if not holds:
        failures.append(text)
    return holds


def elapsed():
    seconds = int(time.monotonic() - BEGUN)
    return f"{seconds // 60:3d}:{seconds % 60:02d}"


def mib(size):
    return f"{size / 2**20:,.0f} MiB"


def mb(size):
    return f"{size / 10**6:,.0f} MB"
