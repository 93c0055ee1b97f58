"""What a machine can confine a submission with: layers, and the level that they add up to."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from enum import StrEnum

from autograder.sandbox import landlock, seccomp


class Level(StrEnum):
    """How far a submission is confined, from most to least; a batch wants CONFINED at least."""

    NAMESPACES = "confined + namespaces"
    CONFINED = "confined"
    REDUCED = "reduced"
    RELIABILITY = "reliability only"

    @property
    def is_confined(self) -> bool:
        return self in {Level.NAMESPACES, Level.CONFINED}


@dataclass(frozen=True, slots=True)
class Layers:
    """
    What confines a submission.

    limits: rlimits. landlock: files by allow-list. seccomp: system calls by allow-list.
    namespaces: a root, a network and process numbers of its own.
    """

    limits: bool = True
    landlock: bool = True
    seccomp: bool = True
    namespaces: bool = True

    @property
    def level(self) -> Level:
        if not (self.limits and self.landlock and self.seccomp):
            return Level.REDUCED if self.limits else Level.RELIABILITY
        return Level.NAMESPACES if self.namespaces else Level.CONFINED


def available(wanted: Layers | None = None) -> Layers:
    """Those of the wanted layers that this machine has; namespaces are tried when they are made."""
    asked = wanted or Layers()
    if sys.platform != "linux":
        return replace(asked, landlock=False, seccomp=False, namespaces=False)
    return replace(
        asked,
        landlock=asked.landlock and landlock.version() >= landlock.ENOUGH,
        seccomp=asked.seccomp and seccomp.is_known(),
    )


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
