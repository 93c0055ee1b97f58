"""
Write docs/performance.md and its pictures from what was measured.

    python tests/benchmarks/performance_page.py

Reads docs/performance/peers.json and class.json, which the benchmarks peers.py and whole_class.py
write; both write the page anew.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from benchmark import ROOT, command_line

INTRODUCTION = (
    "Seconds say little about another machine; the ratios, which are taken within one run, say "
    "more. Written by the benchmarks named below, from [peers.json](performance/peers.json) "
    "and [class.json](performance/class.json)."
)
PAGE = ROOT / "docs" / "performance.md"
FOLDER = ROOT / "docs" / "performance"
COSTS, CLASSES = FOLDER / "peers.json", FOLDER / "class.json"
KIT = "kit, 1 worker"
WORK = ("right", "wrong", "begun", "untouched")
FORMS = ("scripts", "notebooks")
PEERS = ("pytest, cold", "Otter", "nbgrader")
ROWS = ("floor", KIT, "kit, 2 workers", "kit, Dask with 2", "kit, cold", *PEERS)
SIZES = (100_000, 1_000_000)
CORES = (2, 16, 64)
HOUR, MIB, GIB = 3600, 2**20, 2**30

Costs = dict[tuple[str, str, str], list[dict[str, float]]]
"""By grader, kind of work, and form: a cost per round."""


@cache
def peers() -> dict[str, Any]:
    return dict(json.loads(COSTS.read_text(encoding="utf-8")))


@cache
def classes() -> dict[str, Any]:
    return dict(json.loads(CLASSES.read_text(encoding="utf-8")))


@cache
def costs() -> Costs:
    found: Costs = {}
    for one in peers()["costs"]:
        found.setdefault((one["grader"], one["work"], one["form"]), []).append(one)
    return found


def ratios(slow: tuple[str, str, str], fast: tuple[str, str, str], what: str) -> list[float]:
    """How many times the second the first costs, round by round; nothing if one was not there."""
    pairs = zip(costs().get(slow, ()), costs().get(fast, ()), strict=False)
    return [one[what] / two[what] for one, two in pairs]


def spread(found: Sequence[float], digits: int = 1) -> str:
    if not found:
        return ""
    middle, low, high = statistics.median(found), min(found), max(found)
    return f"{middle:.{digits}f} ({low:.{digits}f} to {high:.{digits}f})"


def time_of(seconds: float) -> str:
    return f"{1000 * seconds:.0f} ms" if seconds < 1 else f"{seconds:.2f} s"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield f"| {' | '.join(row)} |"


def machine_of(what: dict[str, Any]) -> str:
    said = what["machine"]
    versions = ", ".join(f"{name} {number}" for name, number in said["versions"].items())
    return (
        f"Measured on {said['date']}: {said['processor']}, {said['cores']} cores, "
        f"{said['memory']}, {said['system']}, Python {said['python']}; {versions}."
    )


def seconds_rows(form: str) -> Iterator[list[str]]:
    for name in ROWS:
        found = [costs().get((name, work, form)) for work in WORK]
        if any(found):
            yield [
                name,
                *(time_of(statistics.median(c["seconds"] for c in one or [])) for one in found),
            ]


def ratio_rows(form: str) -> Iterator[list[str]]:
    for name in (*PEERS, "kit, cold"):
        found = [ratios((name, w, form), (KIT, w, form), "seconds") for w in WORK]
        if any(found):
            yield [f"{name} : {KIT}", *(spread(one) for one in found)]
    for name in ("kit, 2 workers", "kit, Dask with 2"):
        found = [ratios((KIT, w, form), (name, w, form), "seconds") for w in WORK]
        yield [f"{KIT} : {name}", *(spread(one, 2) for one in found)]
    shares = [ratios(("floor", w, form), (KIT, w, form), "cpu") for w in WORK]
    yield ["own calls : all computing", *(spread(one, 2) for one in shares)]


def behind() -> Iterator[str]:
    """Where somebody else takes less time than this kit does in the same way."""
    for form in FORMS:
        for work in WORK:
            for name in PEERS:
                for own in (KIT, "kit, cold"):
                    found = ratios((name, work, form), (own, work, form), "seconds")
                    if found and statistics.median(found) < 1:
                        yield (
                            f"- {work} {form}: {name} takes {spread(found, 2)} times "
                            f"what `{own}` takes."
                        )


def peers_part() -> Iterator[str]:
    yield "## One submission, beside others"
    yield ""
    yield (
        "The same work for everybody: the eight tasks of the core, right, wrong, begun (a first "
        "line in two of them) and untouched. The others get the cheapest checks there are: the "
        "calls that this kit makes of the worked solution, compared with stored answers. They "
        "find no mistake and explain nothing; this kit draws inputs for each person, judges, "
        "explains, confines and keeps a journal. Otter runs without its containers, which would "
        "only add to it. The floor is a fork of a warm process that makes the learner's own calls "
        "and nothing else. nbgrader's start-up is left out by subtracting a class of one from a "
        "class of four; workers of this kit are warm, as in the middle of a class."
    )
    yield ""
    yield machine_of(peers())
    yield ""
    yield "![Seconds per submission, by grader and kind of work](performance/peers.svg)"
    for form in FORMS:
        yield f"\nSeconds for one submission, **{form}**, median of {rounds()} rounds:\n"
        yield from table(["", *WORK], seconds_rows(form))
        yield "\nRatios within a round, median (least to most):\n"
        yield from table(["", *WORK], ratio_rows(form))
    yield "\n### Where this kit is not ahead\n"
    yield from behind_or_none()
    yield ""
    yield "    uv run --group peers python tests/benchmarks/peers.py"


def behind_or_none() -> list[str]:
    return [*behind()] or ["In no row of these tables."]


def rounds() -> int:
    return max(len(found) for found in costs().values())


def class_part() -> Iterator[str]:
    largest = classes()["classes"][-1]
    people = largest["people"]
    yield f"\n## A class of {people:,}\n"
    yield (
        "A typical mix: a third solved, a third partly, the others with mistakes on file, begun, "
        "untouched, broken or hostile; all files differ. "
        f"Graded with {largest['workers']} workers, sandbox and journal on, and killed with "
        f"`kill -9` after {largest['killed'] / 60:.0f} minutes; the same command then resumed. "
        f"Everybody has one verdict, nobody two. In all {largest['seconds'] / 60:.0f} minutes, "
        f"{people / largest['seconds']:.1f} submissions a second."
    )
    yield ""
    yield machine_of(classes())
    if remark := classes().get("remark"):
        yield ""
        yield remark
    yield ""
    yield "![Verdicts and memory over time](performance/class.svg)"
    yield ""
    kinds = largest["kinds"].items()
    rows = (
        [
            kind,
            f"{one['count']:,}",
            time_of(one["seconds"]),
            time_of(one["cpu"]),
            ", ".join(f"{name} {count:,}" for name, count in one["statuses"].items()),
        ]
        for kind, one in kinds
    )
    yield from table(["kind", "people", "seconds, mean", "computing, mean", "statuses"], rows)
    yield "\nMemory does not grow with the class:\n"
    yield from table(
        ["people", "seconds", "the command itself, at most", "with all workers, at most"],
        (
            [
                f"{one['people']:,}",
                f"{one['seconds']:,.0f}",
                f"{max(step[2] for step in one['timeline']):,} MiB",
                f"{max(step[3] for step in one['timeline']):,} MiB",
            ]
            for one in classes()["classes"]
        ),
    )
    yield ""
    yield "    uv run --group peers python tests/benchmarks/whole_class.py"


def mean_of(one: dict[str, Any], what: str) -> float:
    """Of one submission of a class."""
    found = one["kinds"].values()
    return float(sum(kind["count"] * kind[what] for kind in found) / one["people"])


def model_seconds(people: int, cores: int) -> float:
    """What a class takes by the model, from the figures of the middle class alone."""
    one = classes()["classes"][-2]
    return start() + people * mean_of(one, "seconds") / cores


def start() -> float:
    """Seconds until the first verdict of the smallest class."""
    line = classes()["classes"][0]["timeline"]
    return float(next(step[0] for step in line if step[1]))


def bytes_of(one: dict[str, Any]) -> float:
    return float(sum(one["bytes"].values()) / one["people"])


def model_part() -> Iterator[str]:
    middle, largest = classes()["classes"][-2:]
    seconds, own = mean_of(middle, "seconds"), largest["supervisor"] / largest["people"]
    yield "\n## A model on paper\n"
    yield (
        f"A class takes its start ({start():.0f} s) and {time_of(seconds)} per submission, "
        "divided by the workers. Both are read off smaller classes, so the larger one is a test "
        "of the model:\n"
    )
    yield from table(
        ["people", "measured", "by the model", "measured : model"],
        (
            [
                f"{one['people']:,}",
                f"{one['seconds']:,.0f} s",
                f"{(by := model_seconds(one['people'], one['workers'])):,.0f} s",
                f"{one['seconds'] / by:.2f}",
            ]
            for one in classes()["classes"]
        ),
    )
    yield "\nBy the model:\n"
    yield from table(
        ["people", "core hours", *(f"hours on {n} cores" for n in CORES), "disk"],
        (
            [
                f"{n:,}",
                f"{n * seconds / HOUR:,.0f}",
                *(f"{model_seconds(n, cores) / HOUR:,.1f}" for cores in CORES),
                f"{n * bytes_of(largest) / GIB:.1f} GiB",
            ]
            for n in SIZES
        ),
    )
    most = seconds / own
    yield ""
    yield (
        f"**The first bottleneck** is the supervisor: one process reads what was handed in, keeps "
        f"the journal and writes the reports, {time_of(own)} of computing per submission "
        f"({largest['people']:,} people). It keeps about {most:.0f} workers busy; more of them "
        "wait. What must change, and when:"
    )
    yield ""
    yield (
        f"- up to about {most:.0f} cores, on one machine or a cluster: nothing.\n"
        "- beyond: several commands side by side, each with a part of the class (`--add` takes "
        "the parts into one folder, `--merge` into one course). The journal stays one file with "
        "one writer.\n"
        f"- from 10^5 people: one page of feedback each makes as many files in a folder "
        f"({largest['bytes']['feedback'] / largest['people'] / 1024:.0f} KiB each); give them out "
        "from the archives in `grades/` instead.\n"
        "- from 10^6 people: the reports read every verdict once; that is "
        f"{largest['bytes']['results.jsonl'] / largest['people'] * 1e6 / GIB:.0f} GiB of "
        "`results.jsonl`, and a histogram of everybody says less than one of each section."
    )


def page() -> str:
    lines = [
        "# What grading costs",
        "",
        INTRODUCTION,
        "",
        *peers_part(),
        *class_part(),
        *model_part(),
    ]
    return "\n".join(lines) + "\n"


def write_page() -> None:
    """The page and its pictures, as soon as everything has been measured."""
    if COSTS.exists() and CLASSES.exists():
        for one in (peers, classes, costs):
            one.cache_clear()
        draw()
        PAGE.write_text(page(), encoding="utf-8")
        print(f"Written: {PAGE.relative_to(ROOT)}")


def draw() -> None:
    import matplotlib as mpl

    mpl.use("Agg")
    mpl.rcParams.update({"svg.hashsalt": "performance", "font.size": 9, "axes.spines.top": False})
    mpl.rcParams["axes.spines.right"] = False
    draw_peers()
    draw_class()


def save(figure: Any, name: str) -> None:
    figure.savefig(FOLDER / name, metadata={"Date": None}, facecolor="white", bbox_inches="tight")


COLOURS = {"scripts": "#0072b2", "notebooks": "#d55e00"}


def draw_peers() -> None:
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(
        1, len(WORK), figsize=(9, 3.1), sharex=True, sharey=True, layout="constrained"
    )
    for work, panel in zip(WORK, axes, strict=True):
        for shift, form in ((-0.15, "scripts"), (0.15, "notebooks")):
            for place, name in enumerate(ROWS):
                found = [one["seconds"] for one in costs().get((name, work, form), [])]
                if found:
                    middle = statistics.median(found)
                    ends = [[middle - min(found)], [max(found) - middle]]
                    colour, mark = COLOURS[form], "o" if form == "scripts" else "s"
                    panel.errorbar(middle, place + shift, xerr=ends, fmt=mark, ms=4, color=colour)
        panel.set(title=work, xscale="log", xlabel="seconds per submission")
        panel.grid(axis="x", alpha=0.3)
    axes[0].set_yticks(range(len(ROWS)), ROWS)
    axes[0].invert_yaxis()
    for form, mark in (("scripts", "o"), ("notebooks", "s")):
        axes[-1].plot([], [], mark, ms=4, color=COLOURS[form], label=form)
    figure.legend(loc="outside lower center", ncols=len(FORMS), frameon=False)
    save(figure, "peers.svg")
    plt.close(figure)


def draw_class() -> None:
    import matplotlib.pyplot as plt

    largest = classes()["classes"][-1]
    minutes = [step[0] / 60 for step in largest["timeline"]]
    figure, (above, below) = plt.subplots(
        2, 1, figsize=(7, 4.2), sharex=True, layout="constrained", height_ratios=(2, 1)
    )
    above.plot(minutes, [step[1] for step in largest["timeline"]], color=COLOURS["scripts"])
    above.axvline(largest["killed"] / 60, color="black", ls=":", lw=1)
    above.annotate("kill -9", (largest["killed"] / 60, 0.05 * largest["people"]), rotation=90)
    above.set(ylabel="verdicts", ylim=0)
    for column, label, colour in (
        (3, "with all workers", COLOURS["notebooks"]),
        (2, "the command itself", COLOURS["scripts"]),
    ):
        below.plot(
            minutes, [step[column] for step in largest["timeline"]], color=colour, label=label
        )
    below.set(xlabel="minutes", ylabel="MiB", ylim=0)
    figure.legend(loc="outside lower center", ncols=2, frameon=False)
    save(figure, "class.svg")
    plt.close(figure)


def main() -> None:
    command_line(__doc__).parse_args()
    write_page()


if __name__ == "__main__":
    main()
