"""Recorded answers: what solutions return on the public inputs, so that a local run need not ask.

`autograder/recorded/<exercise>.json` holds them beside a hash of the solution file. A record whose
hash does not match is not used: after an edit the solutions are asked again, until `autograder
build` writes a new record. Without a solution file, as in a class's copy, the record is trusted.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.grading.codec import decode, encode
from autograder.grading.draw import PUBLIC_SEED
from autograder.grading.errors import KitError
from autograder.grading.files import fingerprint

FOLDER = Path(__file__).parent.parent / "recorded"
SOLUTIONS = FOLDER.parent.parent / "solutions"


@dataclass(frozen=True, slots=True)
class Recording:
    """Wire forms of answers by question; solution: SHA-256 of the file that gave them."""

    solution: str = ""
    answers: dict[str, Any] = field(default_factory=dict)

    def find(self, question: str) -> Any:
        """The value on record. Raises KeyError."""
        return decode(self.answers[question])

    def keep(self, question: str, value: Any) -> None:
        self.answers[question] = encode(value)

    def text(self) -> str:
        """The content of the file: the same bytes for the same record."""
        whole = {"solution": self.solution, "answers": self.answers}
        return json.dumps(whole, indent=0, sort_keys=True) + "\n"


def recorded(exercise: str) -> Path:
    return FOLDER / f"{exercise}.json"


def read_recording(path: Path, solution: Path) -> Recording:
    """The record at `path`; an empty one if it is damaged or was made from another solution."""
    try:
        whole = json.loads(path.read_bytes())
        found = Recording(str(whole["solution"]), dict(whole["answers"]))
    except (OSError, ValueError, TypeError, LookupError):
        return Recording()
    return found if fingerprint(solution) in {"", found.solution} else Recording()


def check_seed(seed: str, solutions: Path = SOLUTIONS) -> None:
    """Raise KitError for inputs that are neither on record nor can be given to a solution."""
    if seed != PUBLIC_SEED and not any(solutions.glob("*.py")):
        raise KitError(
            "This copy of the kit has no solutions, so it can grade on the public inputs only: "
            f"leave out the seed {seed!a}."
        )


def question(function: str, arguments: tuple[Any, ...]) -> str:
    return json.dumps([function, *(encode(argument) for argument in arguments)])
