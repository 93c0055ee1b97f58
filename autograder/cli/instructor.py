"""The commands of instructors: doctor, nbgrader, release, grade, explain."""

import argparse
import os
import shlex
from pathlib import Path

from autograder.cli import (
    DONE,
    OPEN,
    Commands,
    add,
    add_for_solutions,
    add_only,
    check_specs,
    count_up_to,
    explain,
    is_copy,
    refuse_elsewhere,
    report,
)
from autograder.grading.commands import kit_command, pytest_command
from autograder.grading.errors import KitError
from autograder.grading.files import project_root
from autograder.grading.submission import is_skipped
from autograder.grading.task_list import task_list

LAYOUTS = "plain, nbgrader, moodle, canvas, gradescope, brightspace, blackboard, classroom"
MOST_WORKERS = 256
ARCHIVES = {".zip", ".gz", ".tgz", ".tar", ".xz", ".bz2", ".7z", ".rar"}


def add_commands(commands: Commands) -> None:
    add(commands, doctor, "" if is_copy() else "check what the sandbox stops on this machine")
    command = add_for_solutions(commands, nbgrader, "write an nbgrader course")
    option = command.add_argument
    option("course", type=Path, metavar="COURSE_DIR", help="a folder, new or existing")
    option("--exchange", type=Path, metavar="DIR", help="nbgrader's exchange folder")
    option("--force", action="store_true", help="also replace files that were changed")
    add_only(command)
    command = add_for_solutions(commands, release, "write a copy for a class, without solutions")
    option = command.add_argument
    option("folder", type=Path, metavar="DIR", help="a new or an empty folder")
    option("--zip", action="store_true", help="write DIR.zip instead of a folder")
    add_only(command)
    option("--no-puzzles", action="store_true", help="leave out the third hint of each task")
    _add_grade(commands)
    explain.add_command(commands)


def _add_grade(commands: Commands) -> None:
    parser = add_for_solutions(commands, grade, "grade the submissions of a class")
    option = parser.add_argument
    what = "the folder of a course, or of submissions"
    option("submissions", metavar="FOLDER", type=Path, help=what)
    what = "where the results are written; a course has its own place"
    option("--out", metavar="DIR", type=Path, help=what)
    option("--roster", metavar="FILE", type=Path, help="CSV file with the members of the class")
    option("--layout", metavar="NAME", type=_layout, help=f"how FOLDER is arranged: {LAYOUTS}")
    where = parser.add_mutually_exclusive_group().add_argument
    what = "grade N at a time; default: one per available core"
    where("--workers", metavar="N", type=count_up_to(MOST_WORKERS), help=what)
    where("--dask", metavar="ADDRESS", default="", help="grade on a Dask cluster, not here")
    option("--regrade", action="store_true", help="grade again what already has a verdict")
    earlier = parser.add_mutually_exclusive_group()
    earlier.add_argument(
        "--add", action="store_true", help="keep results in DIR of people not in FOLDER"
    )
    earlier.add_argument(
        "--replace", action="store_true", help="drop results in DIR of people not in FOLDER"
    )
    option("--trust-submissions", action="store_true", help="run them as you, without a sandbox")
    option("--secret", metavar="FILE", type=Path, help="the course secret; made on first use")
    what = "take over the verdicts of another grader of this course"
    option("--merge", metavar="GRADES", type=Path, help=what)
    what = "let report.html name work that is worth looking at side by side"
    option("--similar", action="store_true", help=what)
    add_only(parser)
    option(
        "-v",
        "--verbose",
        action="store_true",
        help="a line per submission, and where the time went",
    )


def doctor(_: argparse.Namespace) -> int:
    """Attack the sandbox for real, and print what this machine stops.

    examples:
      autograder doctor          exit code 0 if it is safe to run untrusted code here, else 1

    docs/sandbox.md says what is promised and what is not.
    """
    from autograder.sandbox.doctor import examine, lines

    found = examine()
    print("\n".join(lines(found)))
    return DONE if found.is_well else OPEN


def nbgrader(options: argparse.Namespace) -> int:
    """Write an nbgrader course: source notebooks with points and locked checks, settings, and a
    list of students to fill in. It needs the extra: pip install -e ".[notebooks]"

    examples:
      autograder nbgrader course                      write the course into the folder course
      autograder nbgrader course --exchange exchange  pass notebooks through this folder
      autograder nbgrader course --force              replace changed files, too (copies kept)

    Then, in that folder: nbgrader generate_assignment {kit}. Go on with docs/notebooks.md.
    """
    from autograder.authoring.course import write_course

    check_specs()
    exchange = options.exchange and options.exchange.resolve()
    course = options.course.resolve()
    return report(write_course(project_root(), course, exchange=exchange, force=options.force))


def release(options: argparse.Namespace) -> int:
    """Write a copy of the kit for a class: stubs and checks, without solutions.

    examples:
      autograder release ../{kit}         write the folder {kit}, which must be new or empty
      autograder release ../{kit} --zip   write {kit}.zip instead; it unpacks to the folder {kit}

    The exercises are derived from solutions/: your own work in exercises/ is not in the copy.
    Recorded answers take the place of solutions/, so the copy gives the same verdicts.
    The copy holds a wheel (.whl), too: on Colab or Kaggle, `%pip install` takes it from an
    upload or an address, and a notebook needs nothing else.
    The third hint of a task shows the lines of its solution in another order; --no-puzzles
    leaves these hints out.
    """
    from autograder.authoring import release as releaser

    refuse_elsewhere()
    check_specs()
    puzzles = not options.no_puzzles
    return report([releaser.release(options.folder, zipped=options.zip, puzzles=puzzles)])


def grade(options: argparse.Namespace) -> int:
    """Grade the submissions of a class: a verdict for everyone, each on inputs of their own.

    examples:
      autograder grade {kit}-2026
      autograder grade submissions --out grades
      autograder grade submissions --out grades --roster class.csv --workers 4
      autograder grade {kit}-2026 --dask tcp://node1:8786
      autograder grade {kit}-2026 --similar
      autograder grade {kit}-2026 --merge ../colleague/{kit}-2026/grades
      autograder grade submissions --out grades --regrade
      autograder grade submissions --out grades --layout plain
      autograder grade latecomers --out grades --add

    A FOLDER with course.toml is a course (autograder class makes one): what is in its
    hand-ins/ is graded into its grades/. Any other FOLDER holds a folder, a .zip or a .tar.gz
    per person, or is an unpacked export of nbgrader, Moodle, Canvas, Gradescope,
    Brightspace, Blackboard or Classroom. The layout is the one that most entries fit; what
    does not fit is REJECTED by its name.
    DIR gets grades.csv, report.html, summary.txt, results.jsonl and feedback/. After an
    interruption of any kind, type the same command again, and it goes on. Results of people
    who are no longer in FOLDER are only changed with --add or --replace. docs/grading.md has
    more.

    Exit codes: 0 everyone has a verdict, 1 the grader failed on somebody (see
    DIR/grader_errors.txt), 2 the command cannot be carried out, 130 interrupted.
    """
    from autograder.sandbox.cores import cores

    folder: Path = options.submissions
    if folder.name == "course.toml" and folder.is_file():
        folder = folder.parent
    options.workers = options.workers or min(cores(), MOST_WORKERS)
    if (folder / "course.toml").is_file():
        from autograder.classroom.course_run import grade_course

        refuse_options(options)
        check_specs()
        return grade_course(folder, options)
    from autograder.classroom.class_run import grade_class

    if options.merge:
        raise KitError(f"--merge works on a course, and {folder} is not one.", exit_code=2)
    if options.out is None:
        make = kit_command("class", folder)
        raise KitError(
            f"Add --out DIR, or make {folder} the folder of a course: {make}"
            if folder.is_dir()
            else f"There is no folder {folder}. To make one for a course, type: {make}",
            exit_code=2,
        )
    refuse_inside(folder)
    refuse_out(options.out)
    refuse_one_person(folder)
    check_specs()
    return grade_class(options)


def refuse_options(options: argparse.Namespace) -> None:
    """Raise KitError for what course.toml says instead."""
    given = [
        name for name in ("out", "only", "roster", "layout", "secret") if getattr(options, name)
    ]
    given += [name for name in ("add", "replace") if getattr(options, name)]
    if given:
        raise KitError(
            f"Leave out --{given[0]}: {options.submissions} is the folder of a course, and "
            "course.toml and its layout settle that.",
            exit_code=2,
        )


def refuse_inside(folder: Path) -> None:
    """Raise KitError for a part of a course: its grades would be kept in two places."""
    if course := _course_of(folder):
        raise KitError(
            f"{folder} is a part of the course {course}. To grade it, type: "
            f"{kit_command('grade', course)}",
            exit_code=2,
        )


def refuse_out(out: Path) -> None:
    """Raise KitError for a place in a course, which has its own results."""
    if course := _course_of(out):
        raise KitError(
            f"--out {out} is in the course {course}, which has its own results. Choose a folder "
            "outside of it.",
            exit_code=2,
        )


def _course_of(folder: Path) -> Path | None:
    """The course that a folder is, or is a part of."""
    place = Path(os.path.realpath(folder))  # unlike resolve(), this survives a loop of links
    every = (place, *place.parents)
    return next((one for one in every if (one / "course.toml").is_file()), None)


def refuse_one_person(folder: Path) -> None:
    """Raise KitError for a folder with the exercises themselves, such as a learner's own."""
    names = {one.exercise for one in task_list()}
    found = [one for one in folder.iterdir() if not is_skipped(one.name)] if folder.is_dir() else []
    own = sorted(one.name for one in found if one.stem in names and one.is_file())
    if own and not any(one.is_dir() or one.suffix in ARCHIVES for one in found):
        check = f"{pytest_command()} --submission {shlex.quote(str(folder))}"
        raise KitError(
            f"{folder} is the work of one person (it holds {own[0]}), not of a class. To check "
            f"your own: {check}. To grade a class, name the folder that has a folder for each "
            "person.",
            exit_code=2,
        )


def _layout(text: str) -> str:
    """The layout of this name, in any mix of capitals."""
    from autograder.classroom.layout import LAYOUTS as KNOWN

    for name in KNOWN:
        if text.lower() == name.lower():
            return name
    raise argparse.ArgumentTypeError(f"{text!a} is not one of {LAYOUTS}")
