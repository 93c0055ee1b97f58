"""
The first message to each wrong submission on file, word for word.

python tests/golden.py

writes `submissions/messages.json`; its diff shows what learners will read. With the name of an
exercise behind it, only the messages of that one are written anew.
"""

# ruff: noqa: E402 -- a script sets its path before it imports

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import chain
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[depth]) for depth in (1, 0)]

from autograder.authoring.recognisers import cause_of, recogniser_faults
from autograder.grading.grade import grade
from autograder.grading.verdict import CheckResult, Outcome

FILE = Path(__file__).parent / "submissions" / "messages.json"


def first_open(checks: Iterable[CheckResult]) -> CheckResult:
    """The check whose message a learner reads first: the first FIX, or else the first TODO."""
    left = [check for check in checks if check.outcome != Outcome.PASS]
    return next((check for check in left if check.outcome == Outcome.FIX), left[0])


@cache
def golden() -> dict[str, str]:
    """The messages on file, by name of submission."""
    found: dict[str, str] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def message(path: Path, tasks: tuple[str, ...]) -> tuple[str, list[str]]:
    """What the author of this submission reads first, and which recognisers failed over it."""
    with recogniser_faults() as faults:
        said = first_open(grade(path, tasks=tasks).checks).message
    return said, [f"{path.stem}: {one.getMessage()} {cause_of(one)}" for one in faults]


def main() -> None:
    from test_submissions import filed, name_of

    chosen = sys.argv[1:]
    wrong = [one for one in filed("wrong") if one.path.parent.name in chosen or not chosen]
    if not wrong:
        sys.exit(f"There is no folder tests/submissions/wrong/{' or '.join(chosen)}.")
    with ProcessPoolExecutor() as pool:
        messages, faults = zip(
            *pool.map(message, *zip(*((w.path, w.tasks) for w in wrong), strict=True)), strict=True
        )
    found = dict(zip(map(name_of, wrong), messages, strict=True))
    kept = golden().items() if chosen else ()
    found |= {name: said for name, said in kept if name.split("/")[0] not in chosen}
    FILE.write_text(json.dumps(found, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    lines = *dict.fromkeys(chain(*faults)), f"Written to tests/submissions/{FILE.name}."
    sys.stdout.write("\n".join((*lines, "")))


if __name__ == "__main__":
    main()
