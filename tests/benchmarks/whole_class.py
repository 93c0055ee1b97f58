"""
What does it take to grade a class of 10,000, with one kill -9 on the way?

    uv run --group peers python tests/benchmarks/whole_class.py --people 100 1000 10000

A class as classes are: a third has solved the core (one in twenty of them the bonus, too), a third
is somewhere on the way, the others hold mistakes on file, have just begun, never began, cannot be
read, or attack the grader. All files differ, and everybody gets inputs of their own. The last class
is killed when it is 40 % through, and the same command goes on. Every minute or oftener notes how
many have a verdict, and the memory of all processes.

Writes docs/performance/class.json, and from it docs/performance.md.
"""

from __future__ import annotations

import json
import random
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing, suppress
from functools import cache
from pathlib import Path
from typing import Any

import psutil
from benchmark import ROOT, command_line
from hostile import Hostile, hostiles
from machine import machine
from notebooks import FILED, HOLE, tasks_of, worked
from performance_page import FOLDER, write_page

from autograder.grading.grade import SOLUTIONS

MIB = 2**20
NAMES = ("day4_ex1", "day4_ex2")
BODIES = {task: body for name in NAMES for task, body in worked(SOLUTIONS / f"{name}.py").items()}
CORE = ("1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4")
MISTAKES = [path for path in FILED if path.parents[1].name == "wrong"]
KILLED_AT = 0.4
SHARES = {
    "solved": 0.32,
    "solved, with the bonus": 0.015,
    "partly": 0.33,
    "mistakes": 0.16,
    "begun": 0.07,
    "untouched": 0.06,
    "broken": 0.04,
    "hostile": 0.005,
}
BROKEN = ("def oops(:\n    return\n", "import no_such_package\n", "raise SystemExit\n", "x = (\n")


@cache
def exercise(name: str) -> str:
    return (ROOT / "exercises" / f"{name}.py").read_text(encoding="utf-8")


def filled(name: str, done: set[str]) -> str:
    """An exercise with these tasks solved."""
    return HOLE.sub(lambda h: BODIES[h["task"]] if h["task"] in done else h[0], exercise(name))


def with_mistakes(done: set[str], wrong: list[Path]) -> dict[str, str]:
    """Both exercises; the functions of the submissions on file replace those above them."""
    files = {name: filled(name, done) for name in NAMES}
    for path in wrong:
        files[path.parent.name] += "\n\n" + path.read_text(encoding="utf-8")
    return files


@cache
def attacks() -> list[Hostile]:
    return [one for one in hostiles() if b"@host@" not in one.path.read_bytes()]


def files_of(kind: str, number: int) -> dict[str, str]:
    """What one person hands in."""
    dice = random.Random(number)  # noqa: S311 -- a class, no secret
    done = {"solved": {*CORE}, "solved, with the bonus": {*BODIES}}.get(kind, set())
    if kind == "partly":
        first, second = dice.randint(0, 4), dice.randint(0, 4)
        done = {*CORE[:first], *CORE[4 : 4 + second]}
        near = [one for one in MISTAKES if {*tasks_of(one)} <= {*CORE} - done]
        return with_mistakes(done, dice.sample(near, min(1, len(near))))
    if kind == "mistakes":
        return with_mistakes({*CORE}, dice.sample(MISTAKES, 2))
    files = with_mistakes(done, [])
    if kind == "begun":
        files["day4_ex1"] = HOLE.sub("    F = f", files["day4_ex1"], count=1)
    elif kind == "broken":
        files[dice.choice(NAMES)] += dice.choice(BROKEN)
    elif kind == "hostile":
        one = attacks()[number % len(attacks())]
        files = {one.exercise: filled(one.exercise, {*BODIES}) + "\n\n"}
        files[one.exercise] += one.path.read_bytes().decode("latin-1")
    return files


def make_class(folder: Path, people: int) -> dict[str, str]:
    """Write a class; the kind of each person."""
    dice = random.Random(people)  # noqa: S311
    kinds = [kind for kind, share in SHARES.items() for _ in range(max(1, round(share * people)))]
    kinds = (kinds + ["solved"] * people)[:people]
    dice.shuffle(kinds)
    for number, kind in enumerate(kinds):
        person = folder / f"p{number:05}"
        person.mkdir(parents=True)
        for name, text in files_of(kind, number).items():
            coding = "latin-1" if kind == "hostile" else "utf-8"
            (person / f"{name}.py").write_bytes(f"{text}\n# {number}\n".encode(coding, "replace"))
    return {f"p{number:05}": kind for number, kind in enumerate(kinds)}


LINE = re.compile(rb"^p\d{5}: ", re.MULTILINE)
"""What `grade -v` says of each submission."""


def count_in(said: Path) -> int:
    """How many verdicts a command has told of; after a kill it tells of them once more."""
    return len(LINE.findall(said.read_bytes()))


def sizes(process: psutil.Process) -> tuple[float, float]:
    """MiB of the command itself, and of it and all that it has started without shared pages."""
    own = everything = 0.0
    with suppress(psutil.Error):
        own = process.memory_info().rss / MIB
        everything = own
    for child in process.children(recursive=True):
        with suppress(psutil.Error):
            everything += child.memory_full_info().uss / MIB
    return own, everything


def followed(
    running: psutil.Process, said: Path, began: float, stop_at: float, every: float
) -> Iterator[list[float]]:
    """Seconds, verdicts and memory, until it ends or has so many verdicts."""
    while running.is_running() and running.status() != psutil.STATUS_ZOMBIE:
        count = count_in(said)
        yield [round(time.monotonic() - began, 1), count, *(round(one) for one in sizes(running))]
        if count >= stop_at:
            return
        for _ in range(int(every / 0.1)):
            if running.status() == psutil.STATUS_ZOMBIE:
                return
            time.sleep(0.1)


def start(place: Path, workers: int) -> subprocess.Popen[bytes]:
    words = ["-m", "autograder", "grade", "class", "--out", "out", "--secret", "secret", "-v"]
    with (place / "said.txt").open("wb") as said:
        return subprocess.Popen(
            [sys.executable, *words, "--workers", str(workers)], cwd=place, stdout=said
        )


def graded(people: int, workers: int, *, is_killed: bool) -> dict[str, Any]:
    """Grade one class."""
    with tempfile.TemporaryDirectory() as folder:
        place, out, said = Path(folder), Path(folder, "out"), Path(folder, "said.txt")
        kinds = make_class(place / "class", people)
        every = max(0.2, min(20.0, people / 500))
        began, line, killed, spent = time.monotonic(), [], 0.0, 0.0
        if is_killed:
            first = start(place, workers)
            line += followed(psutil.Process(first.pid), said, began, KILLED_AT * people, every)
            first.kill()
            first.wait()
            killed = time.monotonic() - began
        process = start(place, workers)
        followed_by = psutil.Process(process.pid)
        for step in followed(followed_by, said, began, people + 1, every):
            step[1] = max(step[1], line[-1][1] if line else 0)  # it tells of them once more
            line.append(step)
            with suppress(psutil.Error):
                times = followed_by.cpu_times()
                spent = times.user + times.system
        assert process.wait() in {0, 1}, said.read_text()
        seconds = time.monotonic() - began
        print(said.read_text()[-400:], flush=True)
        sizes_of = {p.name: p.stat().st_size for p in out.iterdir() if p.is_file()}
        pages = sum(path.stat().st_size for path in (out / "feedback").rglob("*") if path.is_file())
        return {
            "people": people,
            "workers": workers,
            "seconds": round(seconds, 1),
            "killed": round(killed, 1),
            "supervisor": round(spent, 1),
            "timeline": line,
            "bytes": sizes_of | {"feedback": pages},
            "kinds": verdicts(out / "journal.sqlite", kinds),
        }


def verdicts(journal: Path, kinds: dict[str, str]) -> dict[str, Any]:
    """By kind: how many, their statuses, and the seconds of one. Raises AssertionError if somebody
    has no verdict, or two.
    """
    with closing(sqlite3.connect(journal)) as database:
        rows = database.execute("SELECT submission, status, seconds, cpu_seconds FROM verdicts")
        found = rows.fetchall()
    assert sorted(row[0] for row in found) == sorted(kinds)
    by_kind: dict[str, list[tuple[str, float, float]]] = defaultdict(list)
    for submission, status, seconds, cpu in found:
        by_kind[kinds[submission]].append((status, seconds, cpu))
    return {
        kind: {
            "count": len(by_kind[kind]),
            "seconds": round(statistics.mean(one[1] for one in by_kind[kind]), 4),
            "cpu": round(statistics.mean(one[2] for one in by_kind[kind]), 4),
            "statuses": dict(Counter(one[0] for one in by_kind[kind]).most_common()),
        }
        for kind in SHARES
        if by_kind[kind]
    }


def main() -> None:
    parser = command_line(__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[100, 1000, 10000], metavar="N")
    parser.add_argument("--workers", type=int, default=2, help="at a time (default: 2)")
    what = "a sentence for the page, such as what else the machine did"
    parser.add_argument("--remark", default="", metavar="TEXT", help=what)
    options = parser.parse_args()
    last = options.people[-1]
    runs = [graded(n, options.workers, is_killed=n == last) for n in options.people]
    FOLDER.mkdir(exist_ok=True)
    text = json.dumps({"machine": machine(), "remark": options.remark, "classes": runs})
    (FOLDER / "class.json").write_text(text + "\n", encoding="utf-8")
    write_page()


if __name__ == "__main__":
    main()
