"""The kit's own settings for pytest: its tests obey them, and learners never notice them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from autograder.authoring.release import learners_pyproject
from autograder.grading.spec import PROJECT
from tests.study.projects import project
from tests.warm import Ended, cold, python

KIT = Path(__file__).parent.parent
WARNS = """
import pytest, warnings

def pytest_configure(config):
    config.issue_config_time_warning(pytest.PytestConfigWarning("an option is not set"), 2)

def pytest_collection_modifyitems():
    warnings.warn("old", DeprecationWarning)

def pytest_runtest_setup(item):
    warnings.warn("careful", UserWarning)
"""
GONE = "import sys\nsys.modules.update(dict.fromkeys(('hypothesis', 'xdist')))\n"
"""A plugin with which two packages of the test group cannot be found."""
BLOCKED = ".pytest_cache"
"""As a file, it stops pytest from keeping its cache, as a read-only folder does."""


@pytest.fixture(scope="module", params=["checkout", "copy for a class"])
def kit(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The kit and a submission, with the settings of the checkout or of a copy for a class."""
    folder = tmp_path_factory.mktemp("kit")
    for name in ("autograder", "solutions"):
        shutil.copytree(KIT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    settings = (KIT / "pyproject.toml").read_text(encoding="utf-8")
    if request.param != "checkout":
        settings = learners_pyproject(settings)
    (folder / "pyproject.toml").write_text(settings, encoding="utf-8")
    (folder / "warns.py").write_text(WARNS, encoding="utf-8")
    return project(folder, right=["2.1"], wrong=["2.2"])


@pytest.fixture(scope="module")
def quiet(kit: Path) -> str:
    """The output of a run without warnings, without its time."""
    said = pytest_in(kit, "autograder", "-k", "2.1 or 2.2", "-p", "no:cacheprovider").stdout
    assert "PASS  2.1" in said
    return said.rpartition(" in ")[0]


def pytest_in(folder: Path, *arguments: str, **extra: str) -> Ended:
    """pytest in a process of its own."""
    gone = {"PYTEST_ADDOPTS", "PYTEST_XDIST_WORKER", "PYTHONOPTIMIZE", "PYTHONWARNINGS"}
    env = {name: value for name, value in os.environ.items() if name not in gone}
    env |= {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1", **extra}
    start = cold if "PYTHONOPTIMIZE" in extra else python
    return start(["pytest", *arguments], folder, env)


@pytest.mark.parametrize(
    ("options", "environment", "is_blocked"),
    [
        pytest.param([], {}, True, id="read-only"),
        pytest.param([], {"PYTHONOPTIMIZE": "1"}, False, id="optimized", marks=pytest.mark.sweep),
        pytest.param(["-p", "warns"], {}, False, id="plugin"),
    ],
)
def test_a_warning_of_pytest_or_a_plugin_costs_a_learner_nothing(
    kit: Path, quiet: str, options: list[str], environment: dict[str, str], is_blocked: bool
) -> None:
    """
    If pytest or a plugin warns, the screen is the same as without; with -W error the same run
    fails.
    """
    only = ["autograder", "-k", "2.1 or 2.2"]
    if is_blocked:
        (kit / BLOCKED).touch()
    else:
        only += ["-p", "no:cacheprovider"]
    loud = pytest_in(kit, *only, *options, **environment)
    broken = pytest_in(kit, *only, *options, "-W", "error", **environment)
    (kit / BLOCKED).unlink(missing_ok=True)

    assert (1, "") == (loud.returncode, loud.stderr)
    assert quiet == loud.stdout.rpartition(" in ")[0]
    assert "Warning" in broken.stdout + broken.stderr


def test_pyproject_holds_nothing_of_the_kits_own_settings(kit: Path) -> None:
    """
    None of pytest's settings in pyproject.toml turns warnings into errors or needs a plugin.
    """
    text = (kit / "pyproject.toml").read_text(encoding="utf-8")

    assert tomllib.loads(text)["tool"]["pytest"].keys() <= {
        "minversion",
        "testpaths",
        "norecursedirs",
        "addopts",
    }


def test_without_the_test_group_one_sentence_says_what_to_type(tmp_path: Path) -> None:
    """
    Bare pytest in a checkout whose environment lacks the test group names both commands.
    """
    (tmp_path / "gone.py").write_text(GONE, encoding="utf-8")
    plain = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONPATH": str(tmp_path)}
    ended = pytest_in(KIT, "-p", "gone", **plain)
    said = (ended.stdout + ended.stderr).strip().splitlines()

    assert (4, 1) == (ended.returncode, len(said)), ended.stdout + ended.stderr
    assert "(hypothesis, xdist)" in said[0]
    assert "`python -m uv run --group dev pytest`" in said[0]
    assert "`pytest autograder`" in said[0]


LAWS = """
import signal, warnings
import pytest

def test_sigint():
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler

def test_warning():
    with pytest.raises(UserWarning):
        warnings.warn("careful")

@pytest.mark.sweep
def test_sweep():
    pass

def test_limit(request):
    assert 0 < request.config.option.timeout
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with the settings of the kit's own tests, and tests that check them."""
    shutil.copy(Path(__file__).with_name("conftest.py"), tmp_path)
    (tmp_path / "test_laws.py").write_text(LAWS, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "last"),
    [
        (["test_laws.py"], "3 passed, 1 deselected"),
        (["test_laws.py", "-m", "sweep"], "1 passed, 3 deselected"),
        (["test_laws.py", "-m", "sweep or not sweep", "-n", "0"], "4 passed"),
        (["test_laws.py::test_sweep"], "1 passed"),
        ([".", "-n", "0"], "3 passed, 1 deselected"),
        (["."], "3 passed"),
        ([".", "--pdb"], "3 passed, 1 deselected"),
        (["test_laws.py", "-p", "no:xdist"], "3 passed, 1 deselected"),
    ],
)
def test_sweeps_run_on_request_and_folders_on_every_core(
    own: Path, arguments: list[str], last: str
) -> None:
    """
    A plain run leaves out sweeps and distributes folders among workers; -n, -m, --pdb and names of
    tests mean what they always mean.
    """
    ended = pytest_in(own, "-q", "-p", "no:cacheprovider", *arguments)

    assert last == ended.stdout.splitlines()[-1].partition(" in ")[0], ended.stdout
    assert ("bringing up nodes" in ended.stdout) is (arguments == ["."])


@pytest.mark.skipif(os.name == "nt", reason="a shell of POSIX ignores SIGINT for background jobs")
def test_a_background_job_is_run_like_any_other(own: Path) -> None:
    """
    If a shell ignores SIGINT for pytest, the tests and their child processes still react to it.
    """
    command = f"trap '' INT; exec {sys.executable} -m pytest -q -p no:cacheprovider test_laws.py"
    ended = subprocess.run(
        ["sh", "-c", command], cwd=own, capture_output=True, text=True, check=False
    )

    assert 0 == ended.returncode, ended.stdout


def test_a_test_that_hangs_is_ended_with_its_name(own: Path) -> None:
    """
    A test that takes longer than its limit ends the run, and its line is shown.
    """
    (own / "test_hangs.py").write_text(
        "import time\n\ndef test_hangs():\n    time.sleep(600)\n", encoding="utf-8"
    )
    ended = pytest_in(own, "-q", "-p", "no:cacheprovider", "--timeout=2", "test_hangs.py")

    assert 0 != ended.returncode
    assert "time.sleep(600)" in ended.stdout + ended.stderr


@pytest.mark.skipif(not (PROJECT / ".git").exists(), reason="not a checkout")
def test_no_file_of_a_learner_is_tracked() -> None:
    """
    What commands write for a learner stays out of the repository.
    """
    written = ("progress.txt", "case_2_3.py", "exercises/day4_ex1.backup-20260101-000000.py")
    git = ["git", "-C", str(PROJECT)]
    tracked = subprocess.run([*git, "ls-files", *written], capture_output=True, check=True).stdout
    ignored = subprocess.run([*git, "check-ignore", *written], capture_output=True, check=False)

    assert b"" == tracked
    assert len(written) == len(ignored.stdout.splitlines())
