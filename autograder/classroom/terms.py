"""The terms of a batch: what a verdict depends on beside the submission.

They are the same wherever a submission of the batch is graded, or it is not graded there.
"""

import os
import socket
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from autograder.classroom.batch import engine_files, engine_fingerprint
from autograder.grading.record import versions
from autograder.grading.spec import spec_names
from autograder.kit import ONLY


@dataclass(frozen=True, slots=True)
class Terms:
    """How one process grades.

    exercises: those that count. versions: of Python, the kit and its libraries. code: a hash of
    specs, solutions, and the code that runs and judges. level: how submissions are confined.
    process: whose terms these are, for messages.
    """

    exercises: tuple[str, ...]
    versions: Mapping[str, str]
    code: str
    level: str
    process: str = field(default="", compare=False)

    def refusal(self, wanted: "Terms") -> str:
        """Why no submission of a batch with other terms is graded here, in a sentence, or ""."""
        return next((f"The worker on {self.process} {why}." for why in self._reasons(wanted)), "")

    def _reasons(self, wanted: "Terms") -> Iterator[str]:
        if self.exercises != wanted.exercises:
            own, theirs = (" and ".join(one.exercises) for one in (self, wanted))
            yield (
                f"grades {own}, and this command {theirs}: start workers and command with the same "
                f"{ONLY}"
            )
        for name, version in wanted.versions.items():
            own = self.versions.get(name, "not installed")
            if own != version:
                yield f"has {name} {own}, and this command {version}: {SAME}"
        if self.code != wanted.code:
            yield f"has other code, specs or solutions than this command: {SAME}"
        if self.level != wanted.level:
            yield (
                f"isolates submissions differently ({self.level}) from other workers "
                f"({wanted.level}): remove it, or make the machines alike"
            )


SAME = "install the same there, and start it again"


def own_terms(level: str) -> Terms:
    """The terms of this process, of which the files are read now."""
    used = versions()
    code = engine_fingerprint(engine_files(), used)
    return Terms(spec_names(), used, code, level, this_process())


def this_process() -> str:
    return f"{socket.gethostname()}, process {os.getpid()},"
