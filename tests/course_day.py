"""A small class, as it stands in docs/instructors.md: what its learners hand in, and when."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from autograder.authoring.build import exercise_text
from autograder.grading.spec import PROJECT
from tests.outline import NAMES, core_of

TODO = re.compile(r'raise NotImplementedError\("TODO (\d\.\d):.*\)')
CLASS = ADA, ALAN, GRACE, EVE, EMMY, MARY = (
    ("101", "Ada Lovelace"),
    ("102", "Alan Turing"),
    ("103", "Grace Hopper"),
    ("104", "Eve Moore"),
    ("105", "Emmy Noether"),
    ("106", "Mary Somerville"),
)
AREA = "return sp.integrate(f, (x, lower, upper))"
START = {
    "1.1": "return sp.integrate(f, x)",
    "1.2": AREA,
    "1.3": "return definite_integral(f, x, lower, upper) == 1",
    "2.1": "return np.hstack([np.ones((len(X), 1)), X])",
}
GRADIENT = {"2.2": "return 2 * xi.T @ (xi @ theta - yi)"}
HEADER = (
    "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments"
)
DAY = "Tuesday, 24 November 2026, "
NEXT_DAY = "Wednesday, 25 November 2026, "
FIRST = {"101": DAY + "8:15 PM", "102": NEXT_DAY + "9:30 AM", "104": DAY + "11:40 PM"}
FIRST |= {"105": DAY + "5:20 PM"}
SECOND = FIRST | {"103": "Friday, 27 November 2026, 6:05 PM"}
THIRD = SECOND | {"104": "Monday, 30 November 2026, 10:20 AM"}


def solved() -> Mapping[str, bytes]:
    """Every task of the core done."""
    return {f"{name}.py": core_of(name) for name in NAMES}


def begun(bodies: Mapping[str, str]) -> Mapping[str, bytes]:
    """The exercises with a body for some of the tasks."""
    texts = {f"{name}.py": exercise_text(PROJECT / "solutions" / f"{name}.py") for name in NAMES}
    return {
        name: TODO.sub(lambda todo: bodies.get(todo[1], todo[0]), text).encode()
        for name, text in texts.items()
    }


def worksheet(times: Mapping[str, str]) -> str:
    """Moodle's grading worksheet of the class. times: when each has handed in, by id."""
    rows = [HEADER]
    for number, name in CLASS:
        email = f"{name.split()[0].lower()}@school.org"
        status = "Submitted for grading" if number in times else "No submission"
        when = f'"{times[number]}"' if number in times else "-"
        rows.append(f"Participant {number},{name},{email},{status},,100.00,Yes,{when},-,")
    return "\n".join(rows) + "\n"


def gradebook() -> str:
    """Canvas's gradebook of the class: it knows everybody by address."""
    rows = ["Student,ID,SIS Login ID,Section,Day 4 (31337)", "    Points Possible,,,,100"]
    for number, (_, name) in enumerate(CLASS, start=9001):
        first, last = name.split()
        rows.append(f'"{last}, {first}",{number},{first.lower()}@school.org,ML,')
    return "\n".join(rows) + "\n"


def moodle_archive(path: Path, hand_ins: Mapping[tuple[str, str], Mapping[str, bytes]]) -> None:
    """What Moodle gives to download all submissions."""
    with zipfile.ZipFile(path, "w") as archive:
        for (number, name), files in hand_ins.items():
            for file, content in files.items():
                archive.writestr(f"{name}_{number}_assignsubmission_file_/{file}", content)


def first_export(path: Path) -> None:
    """The evening of the due date and the morning after: Grace is missing, Eve is refused."""
    hostile = path.parent / "hostile.zip"
    with zipfile.ZipFile(hostile, "w") as archive:
        archive.writestr("../day4_ex1.py", "")
    eve = {"day4.zip": hostile.read_bytes()}
    hostile.unlink()
    emmy = begun(START | GRADIENT | {"1.4": "return definite_integral(density, x, a, b)"})
    moodle_archive(path, {ADA: solved(), ALAN: begun(START), EVE: eve, EMMY: emmy})


def second_export(path: Path) -> None:
    """Three days later Grace has handed in, too."""
    moodle_archive(path, {GRACE: begun(START | GRADIENT)})


def third_export(path: Path) -> None:
    """On the last day of her extension, Eve has handed in what can be read."""
    moodle_archive(path, {EVE: begun(START)})
