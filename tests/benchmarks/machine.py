"""The machine that a benchmark runs on, and the versions that it measures."""

from __future__ import annotations

import datetime as dt
import os
import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil

GIB = 2**30
ALWAYS = ("numpy", "sympy", "pytest", "day4-calculus-for-ml")


def machine(*more: str) -> dict[str, Any]:
    """Its date, processor, cores, memory, system and Python. more: packages of interest."""
    return {
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory": f"{psutil.virtual_memory().total / GIB:.0f} GiB",
        "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "python": platform.python_version(),
        "versions": {name: version(name) for name in (*ALWAYS, *more)},
    }


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())
