"""The folder of a course: what `autograder class` makes. What is there stays as it is."""

from collections.abc import Iterator
from pathlib import Path
from string import Template

from autograder.classroom.adjustments import FILE as ADJUST
from autograder.classroom.adjustments import HEADER
from autograder.classroom.course_toml import FILE as COURSE
from autograder.classroom.entries import printable
from autograder.classroom.hand_ins import FOLDER
from autograder.grading.commands import kit_command
from autograder.grading.errors import KitError
from autograder.grading.files import Step, write_atomically
from autograder.kit import NAME

TEXT = Template("""\
# Settings of `autograder grade` and `autograder export`. Change them any time: grades are worked
# out again from the journal, and nothing is run for that. Remove the # in front of what you use.

name = "$name"

# How this course's exercise names begin, if the kit has exercises of other courses, too.
# only = "$kit"

# The list of the class, as your platform exports it. A path from this folder.
# roster = "roster.csv"

# The course secret, from which everybody's inputs are drawn. Without this line it is your own,
# outside this folder. Teams name a file that all of them can read (chmod 640).
# secret = "../secrets/course.txt"

# When the work is due, and how many minutes later still count as on time.
# due = 2026-12-01T23:59:00+01:00
# grace = 15

# The zone of times without one.
# timezone = "Europe/Berlin"

# Which hand-in counts for each exercise: "newest" or "best".
attempts = "newest"

# Which points feedback shows: those of "checks" or "tasks", or the total, "points".
shows = "checks"

# Whether feedback holds pictures of what a person's own functions return, on inputs that everybody
# knows. They are drawn once for each work.
pictures = true

# What people without points are exported as: "blank" or "zero".
ungraded = "blank"

# [late]
# percent_per_day = 10    # of the points of an exercise, for each day that has begun
# days = 3                # after so many days, nothing counts

# [extensions]            # a later due date, by id
# ada = 2026-12-05T23:59:00+01:00

# [points."1.1"]          # what a check is worth, by task and check
# lesson_integral = 2
""")


def make_course(folder: Path) -> Iterator[Step]:
    """Make what is missing in the folder of a course. Raises KitError."""
    if folder.exists() and not folder.is_dir():
        raise KitError(f"{folder} is a file. Name a folder, new or existing.", exit_code=2)
    try:
        (folder / FOLDER).mkdir(parents=True, exist_ok=True)
        name = printable(folder.resolve().name).replace("\\", "").replace('"', "")
        texts = {COURSE: TEXT.substitute(name=name, kit=NAME), ADJUST: HEADER}
        for file, text in texts.items():
            if (folder / file).exists():
                yield Step(f"{folder / file}: kept.")
            else:
                write_atomically(folder / file, text)
                yield Step(f"{folder / file}: written.")
    except OSError as error:
        why = error.strerror or error
        raise KitError(f"{folder} cannot be written ({why}).", exit_code=2) from error
    yield Step(
        f"Next: fill in {COURSE}, put exports into {folder / FOLDER}, "
        f"then type: {kit_command('grade', folder)}"
    )
