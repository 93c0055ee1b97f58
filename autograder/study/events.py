"""The events that watch deals with, one by one."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.study.worker_pool import Heard


@dataclass(frozen=True, slots=True)
class Saved:
    """A file was written; remark: a sentence to show, mostly empty."""

    remark: str = ""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A key was pressed."""

    key: str


@dataclass(frozen=True, slots=True)
class Answered:
    """Something that a key had started is done."""

    lines: tuple[str, ...]


Event = Saved | Pressed | Answered | Heard
