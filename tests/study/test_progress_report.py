import json
import re
from html.parser import HTMLParser

import pytest

from autograder.study.progress import TaskState
from autograder.study.progress_report import as_data, chosen_points, html_report, text_report
from tests.study.histories import NOON, PASS, PASS_2, TODO, fix, named, run, summary

HISTORY = (
    run(0, TODO),
    run(5, fix(4, "lost_sign")),
    named(6, "hint", level=1),
    run(9, fix(4, "lost_sign", answer="0002"), t12=PASS_2),
    named(11, "reveal"),
    run(12, fix(6, "upper_only", answer="0003")),
)
SCREEN = """\
11 of 15 points. 1 of 2 tasks done. 4 runs since 2026-11-24.

  task                                      points  attempts  hints
  FIX   1.1  one                               6/10        3      1  revealed
  PASS  1.2  two                               5/5         1      -

Points over time, of 15
  2026-11-24 12:00     0
  2026-11-24 12:05     4  ###########
  2026-11-24 12:09     9  ########################
  2026-11-24 12:12    11  #############################

Mistakes met
  1.1  upper only: 1 time, still there
  1.1  lost sign: 2 times, overcome on 2026-11-24

Next: this"""


def test_the_screen_has_everything() -> None:
    """
    Points, tasks, curve, mistakes and the next step, in this order.
    """
    assert SCREEN == "\n".join(text_report(summary(*HISTORY), ["Next: this"]))


def test_the_screen_fits() -> None:
    """
    Plain ASCII in 80 columns, however long the history.
    """
    facts = [run(n * 999, fix(n % 10, "lost_sign", answer=f"{n:04x}")) for n in range(1000)]
    facts += [named(n, "hint", level=n) for n in range(1, 100)] + [named(100, "reveal")]
    lines = text_report(summary(*facts), [])

    assert all(line.isascii() and len(line) <= 80 for line in lines)
    assert len(lines) < 30
    assert "Points over time, of 15; 12 of 1000 changes" in lines


def test_without_a_run_it_says_so() -> None:
    """
    An empty record shows the tasks, no curve and no mistakes.
    """
    lines = text_report(summary(), ["Next: this"])

    assert lines[0].startswith("No run is remembered yet")
    assert not any(line.startswith(("Points over time", "Mistakes met")) for line in lines)


def test_a_fault_of_the_kit_leaves_points_open() -> None:
    """
    It is shown as on the screen of a run, not as a zero.
    """
    lines = text_report(summary(run(0, TaskState("GRADER_ERROR", 0, 10))), [])

    assert "  ????  1.1  one                               ?/10" in lines[3]


def test_data_hold_what_the_screen_shows() -> None:
    """
    The JSON has the same numbers under plain names.
    """
    whole = json.loads(as_data(summary(*HISTORY)))

    assert (1, 11, 15, 4, "1.1") == tuple(
        whole[key] for key in ("schema", "points", "max_points", "runs", "next")
    )
    assert [0, 4, 9, 11] == [point["points"] for point in whole["curve"]]
    one, two = whole["tasks"]
    assert ("FIX", 6, 10, 3, 1, True, None) == tuple(
        one[key]
        for key in (
            "outcome",
            "points",
            "max_points",
            "attempts",
            "hints",
            "solution_opened",
            "passed",
        )
    )
    assert ["lost_sign", "upper_only"] == [met["mistake"] for met in one["mistakes"]]
    assert "2026-11-24T12:12:00+01:00" == one["mistakes"][0]["overcome"]
    assert ("PASS", "2026-11-24T12:09:00+01:00") == (two["outcome"], two["passed"])


def test_data_name_no_next_when_all_pass() -> None:
    """
    Nothing left to do is null, not a word.
    """
    assert None is json.loads(as_data(summary(run(0, PASS, t12=PASS_2))))["next"]


def test_the_last_run_ends_the_curve() -> None:
    """
    Runs that changed nothing are seen as the time at the end.
    """
    points = chosen_points(summary(run(0, TODO), run(1, PASS), run(9, PASS)), 10)

    assert [(0, 0), (1, 10), (9, 10)] == [((time - NOON).seconds // 60, n) for time, n in points]


@pytest.mark.parametrize("most", [2, 3, 12])
def test_of_many_points_some_are_shown(most: int) -> None:
    """
    First and last are always there, and no more than asked.
    """
    known = summary(*(run(n, fix(n % 10)) for n in range(200)))
    points = chosen_points(known, most)

    assert (most, NOON, known.last) == (len(points), points[0][0], points[-1][0])
    assert sorted(points) == points


VOID = {"meta", "wbr"}


class Reader(HTMLParser):
    """Reads a page: its text by element, and whether all elements are closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: dict[str, list[str]] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        if tag not in VOID:
            self.open.append(tag)
            self.found.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open:
            self.found[self.open[-1]][-1] += data


def test_the_page_is_whole_and_alone() -> None:
    """
    Every element is closed, and nothing is fetched from anywhere.
    """
    text = html_report(
        summary(run(0, fix(4, "lost_sign")), run(9, fix(6), t12=PASS_2)), ["Next: <1>"]
    )
    reader = Reader(text)

    assert [] == reader.open
    assert not re.search(r"src=|href=|url\(|@import|<script", text)
    assert ["Next: <1>"] == reader.found["pre"]
    assert text.isascii()


def test_the_curve_has_its_numbers_beside() -> None:
    """
    Each time has its points as a number and as a bar of that length.
    """
    text = html_report(summary(run(0, fix(4)), run(9, fix(6), t12=PASS_2)), [])
    cells = Reader(text).found["td"]

    assert ["2026-11-24 12:00", "4", "", "2026-11-24 12:09", "11", ""] == cells[:6]
    assert ["4", "11"] == re.findall(r'<meter max="15" value="(\d+)">', text)


def test_the_page_sets_no_colour() -> None:
    """
    It keeps the reader's own, light or dark, so that contrast is theirs.
    """
    text = html_report(summary(run(0, fix(4))), [])

    assert '<meta name="color-scheme" content="light dark">' in text
    assert not re.search(r"#[0-9a-f]{3,6}\b|rgb\(|(?<!current)color:", text, re.IGNORECASE)


def test_without_a_run_there_is_no_curve() -> None:
    """
    An empty record is a page as well, and a hint alone draws nothing.
    """
    for known in (summary(), summary(named(0, "hint", level=1))):
        reader = Reader(html_report(known, ["Next: this"]))
        assert "meter" not in reader.found
        assert "No run is remembered yet" in reader.found["p"][0]
