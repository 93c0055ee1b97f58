"""The cores: how many there are for this process."""

import os
from contextlib import suppress
from pathlib import Path

QUOTA = Path("/sys/fs/cgroup/cpu.max")


def cores() -> int:
    """How many cores this process may use; a container may have a share of those it sees."""
    has_affinity = hasattr(os, "sched_getaffinity")
    found = len(os.sched_getaffinity(0)) if has_affinity else os.cpu_count() or 1
    with suppress(OSError, ValueError):  # no control groups, or no limit
        share, period = map(int, QUOTA.read_text(encoding="ascii").split())
        found = min(found, max(1, share // period))
    return found
