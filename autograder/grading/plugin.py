"""The plugin behind `pytest autograder`: pytest collects, selects and reports; the kit judges.

For pytest, a check that ends in FIX or TODO is a failed test, so `-x`, `--lf`, `--junitxml`, xdist
and the exit code mean what they always mean. Any explicit `--tb` brings back pytest's own output.
"""

import gc
from collections.abc import Callable, Generator, Iterator
from dataclasses import asdict
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

from autograder.grading import screen
from autograder.grading.commands import kit_command
from autograder.grading.draw import PUBLIC_SEED, Draw
from autograder.grading.errors import KitError
from autograder.grading.files import exercises_in, project_root
from autograder.grading.grade import EXERCISES, Session, fixtures, guarded, open_session, result_of
from autograder.grading.limit import SECONDS
from autograder.grading.recording import check_seed
from autograder.grading.shadowed import shadows_in
from autograder.grading.spec import PROJECT, all_checks, functions_asked, spec_names
from autograder.grading.submission import Submission, find_submission
from autograder.grading.task import Check, Exercise, is_check
from autograder.grading.task_list import title_of
from autograder.grading.verdict import CheckResult, Outcome, Verdict, collect, revived

SUBMISSION = pytest.StashKey[Submission]()
SESSIONS = pytest.StashKey[Callable[[Exercise], Session]]()
FRIENDLY = pytest.StashKey[bool]()
RESULTS = pytest.StashKey[dict[str, CheckResult]]()
GIVEN = pytest.StashKey[dict[str, Any]]()

BONUS = "a bonus, which costs nothing"
"""What pytest's own output gives as the reason why a failure does not count."""
CUT = "Interrupted: what is not in this list was not checked."
UNCONFINED = "This code ran without the sandbox. For the work of others: autograder grade."
OURS = ("exercises", "solutions", "tests")
CARRIED = "check_result"
"""The attribute of a report that holds a result. xdist carries it, if it is not named `result`."""


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("autograder", "exercises")
    group.addoption(
        "--submission",
        metavar="PATH",
        help="grade another folder, or a single file (default: exercises)",
    )
    group.addoption("--json", metavar="FILE", help="write the verdict as JSON (docs/verdict.md)")
    group.addoption(
        "--seed",
        default=PUBLIC_SEED,
        metavar="TEXT",
        help="draw the inputs of the checks from this text (default: %(default)s)",
    )


def pytest_configure(config: pytest.Config) -> None:
    """The kit's own screen, unless an explicit `--tb` asks for pytest's."""
    try:
        check_seed(config.getoption("seed", PUBLIC_SEED))
    except KitError as error:
        raise pytest.UsageError(str(error)) from None
    option = config.option
    config.stash[FRIENDLY] = option.tbstyle == "auto"
    if config.stash[FRIENDLY]:
        option.tbstyle = "no"
        option.reportchars = ""
        option.disable_warnings = True
        option.no_header = True
        option.verbose = option.verbose or -1
    config.stash[RESULTS] = {}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Find the submission, keep the checks that concern it, and give JUnit their points."""
    checks = [(item, check) for item in items if (check := check_of(item))]
    if not checks:
        return
    try:
        all_checks()  # says what is wrong with the specs
        submission = find_submission(_path(config), functions_asked(c for _, c in checks))
    except KitError as error:
        raise pytest.UsageError(str(error)) from None
    config.stash[SUBMISSION] = submission
    draw = Draw(config.getoption("seed"))
    session: Callable[[Exercise], Session] = cache(partial(open_session, submission, draw=draw))
    config.stash[SESSIONS] = session
    for item, check in checks:
        if config.stash[FRIENDLY]:  # which shows no traceback, so none need be prepared
            vars(item)["repr_failure"] = lambda found, **_: str(found.value)
        item.extra_keyword_matches.update((check.task.number, check.task.function))
        possible = f"{_kind(check)}_possible", check.points
        item.user_properties += [("task", check.task.label), possible]
        if submission.is_one_file and check.task.exercise.name not in submission.files:
            items.remove(item)


def pytest_collection_finish() -> None:
    """Spare the garbage collector what the imports made; that is a tenth of the run."""
    gc.freeze()


def _path(config: pytest.Config) -> Path:
    given = config.getoption("submission", None)
    if given:
        return Path(config.invocation_params.dir, given)
    own = EXERCISES if EXERCISES.is_dir() else exercises_in(project_root())
    if not own.exists():
        back = " or ".join(kit_command("reset", name) for name in spec_names())
        raise KitError(f"The folder {own} is missing. To get it back as it was shipped: {back}")
    return own


def _is_ours(path: Path) -> bool:
    """Whether a path is one's own work, or the kit's."""
    return any(path.resolve().is_relative_to(PROJECT / one) for one in OURS)


def submission_of(config: pytest.Config) -> Submission:
    """What is graded; with xdist, the process that draws the screen has collected nothing."""
    if SUBMISSION not in config.stash:
        config.stash[SUBMISSION] = find_submission(_path(config), functions_asked(all_checks()))
    return config.stash[SUBMISSION]


def check_of(item: pytest.Item) -> Check | None:
    function = getattr(item, "function", None)
    return vars(function)["check"] if is_check(function) else None


def _kind(check: Check) -> str:
    """What its points are, so that sums over JUnit's properties are those of the core."""
    return "bonus" if check.task.is_bonus else "points"


def _fixture(name: str) -> Any:
    """What a check asks for by this name."""
    return pytest.fixture(lambda request: _given(request.node)[name], name=name)


learner, reference, draw = map(_fixture, ("learner", "reference", "draw"))


def _given(item: pytest.Item) -> dict[str, Any]:
    """The fixtures of one check; the learner's file is loaded here, before the clock starts."""
    if GIVEN not in item.stash:
        check = check_of(item)
        item.stash[GIVEN] = fixtures(_session(item), check.task if check else None)
    return item.stash[GIVEN]


def _session(item: pytest.Item) -> Session:
    check = check_of(item)
    if check is None:
        raise pytest.UsageError(
            f"{item.nodeid} is not a check: declare it with @TASK.check(points=..)."
        )
    return item.config.stash[SESSIONS](check.task.exercise)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    check = check_of(item)
    if check is None:
        return (yield)
    with guarded(check.task.function, _given(item), _session(item), seconds=SECONDS):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Attach the result as plain data, so that it travels between xdist's processes."""
    report = yield
    check = check_of(item)
    if check is not None and (call.when == "call" or (call.when == "setup" and call.excinfo)):
        error = call.excinfo.value if call.excinfo else None
        given = item.stash.get(GIVEN, {})
        source = _session(item).source if given else None
        result = result_of(check, error, given.get("learner"), source)
        vars(report)[CARRIED] = {**asdict(result), "outcome": str(result.outcome)}
        item.user_properties += [
            ("outcome", str(result.outcome)),
            (f"{_kind(check)}_earned", "" if result.points is None else result.points),
            ("mistake", result.mistake or ""),
        ]
        if check.task.is_bonus and report.failed:
            report.outcome = "skipped"  # an expected failure: it fails no run
            vars(report)["wasxfail"] = BONUS
    return report


def pytest_report_teststatus(report: Any, config: pytest.Config) -> Any:
    """Name outcomes in the kit's own words; keep the results where the screen is drawn."""
    data = getattr(report, CARRIED, None)
    if data is None:
        return None
    result = revived(data)
    config.stash[RESULTS][report.nodeid] = result
    if not config.stash[FRIENDLY]:
        return None
    look = screen.WAITS if result.waits else screen.LOOKS[Outcome(result.outcome)]
    return category_of(look), look.letter, (result.outcome, {look.colour: True})


def category_of(look: screen.Look) -> str:
    """The word under which pytest counts an outcome."""
    return {"PASS": "passed", "????": "error"}.get(look.word, look.word.lower())


def count_tasks(stats: dict[str, list[Any]], verdict: Verdict) -> None:
    """Let pytest's last line, which says nothing of category "", count tasks as the table does."""
    checks = [one for many in stats.values() for one in many if hasattr(one, CARRIED)]
    last = {vars(one)[CARRIED]["task"]: one for one in checks}  # the report that counts
    for many in stats.values():
        many[:] = [one for one in many if one not in checks]
    stats.setdefault("", []).extend(one for one in checks if one not in last.values())
    stats.pop("deselected", None)
    for task in verdict.tasks:
        category = f"{'bonus ' if task.is_bonus else ''}{category_of(screen.look_of(task))}"
        stats.setdefault(category, []).append(last[task.task])


def verdict_of(config: pytest.Config) -> Verdict:
    """The verdict over the checks that ran, wherever xdist ran them."""
    return collect(config.stash[RESULTS].values(), all_checks(), config.getoption("seed"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, exitstatus: int) -> None:
    """The screen, unless pytest's own output was asked for."""
    config = terminalreporter.config
    if not config.stash[FRIENDLY]:
        return
    say, typed = terminalreporter.write_line, screen.in_this_terminal()
    terminalreporter.stats.pop("warnings", None)  # of pytest and its plugins, not of the learner
    for report in terminalreporter.stats.get("error", ()):
        if not hasattr(report, CARRIED):  # no check, but a spec that cannot be read
            why = " ".join(report.longreprtext.strip().splitlines()[-1:]).removeprefix("E   ")
            say(f"The grader itself cannot read {report.nodeid}: {why}")
            say("This costs you nothing. Please report what this prints:")
            say(f"{typed.everything} --tb=short")
    if "deselected" in terminalreporter.stats and not config.stash[RESULTS]:
        say(f"No check has that name. To run one task: {typed.everything} -k 2.3")
    if config.stash[RESULTS]:
        verdict, markup = verdict_of(config), config.get_terminal_writer().markup
        terminalreporter.write_sep("-", title_of(task.exercise for task in verdict.tasks))
        some = len(verdict.checks) < len(all_checks())
        is_cut = exitstatus == pytest.ExitCode.INTERRUPTED
        for remark in _remarks(config, verdict, is_cut=is_cut):
            for line in screen.wrap(f"  {remark}", "  ", screen.terminal_width()):
                say(line)
        width = screen.terminal_width()
        paint = partial(_painted, markup)
        lines = screen.screen(verdict, typed, some=some, paint=paint, width=width)
        for line in lines:
            terminalreporter.write(f"{line}\n")
        count_tasks(terminalreporter.stats, verdict)


def _remarks(config: pytest.Config, verdict: Verdict, *, is_cut: bool) -> Iterator[str]:
    """What a reader of the table should know. is_cut: whether the run was interrupted."""
    yield from submission_of(config).remarks
    yield from shadows_in(_path(config))
    if is_cut:
        yield CUT
    if verdict.seed != PUBLIC_SEED and not _is_ours(_path(config)):
        yield UNCONFINED


def _painted(markup: Callable[..., str], colour: str, text: str) -> str:
    return markup(text, **{colour: True})


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the verdict to the file of `--json`; with xdist, only its controller does."""
    gc.freeze()  # pytest collects garbage once more when it ends
    config = session.config
    target = config.getoption("json")
    if target is None or hasattr(config, "workerinput") or not config.stash[RESULTS]:
        return
    from autograder.grading.record import write_record

    write_record(verdict_of(config), Path(config.invocation_params.dir, target))
