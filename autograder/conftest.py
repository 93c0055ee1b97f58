"""Connects the plugin to `pytest autograder`, and to nothing else."""

import gc
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from autograder.grading.commands import install_command
from autograder.grading.errors import KitError
from autograder.grading.shadowed import naming_shadows


def give_up(why: str) -> NoReturn:
    """End with a usage error; pytest would show any other exception with a traceback."""
    sys.stderr.write(f"ERROR: {why}\n")
    raise SystemExit(pytest.ExitCode.USAGE_ERROR)


if pytest.version_tuple < (9,):
    give_up(
        f"This kit needs pytest 9 or newer; here is {pytest.__version__}. "
        f"Run: {install_command('--upgrade', 'pytest')}"
    )

gc.set_threshold(50_000)  # a twentieth of the run: the imports make much, and drop little
try:
    with naming_shadows():
        from autograder.grading.plugin import (  # noqa: F401 -- pytest finds them here
            draw,
            learner,
            pytest_collection_finish,
            pytest_collection_modifyitems,
            pytest_configure,
            pytest_report_teststatus,
            pytest_runtest_call,
            pytest_runtest_makereport,
            reference,
        )
        from autograder.study.terminal import (  # noqa: F401
            pytest_addoption,
            pytest_sessionfinish,
            pytest_terminal_summary,
        )
except KitError as error:
    give_up(str(error))

# Checks are in the files beside this one: pytest need not walk the packages.
collect_ignore = [one.name for one in Path(__file__).parent.iterdir() if one.is_dir()]
