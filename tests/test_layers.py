import os
import shutil
import subprocess
import sys
from pathlib import Path

from autograder.grading.spec import PACKAGE, PROJECT

LINT = "from importlinter.cli import lint_imports_command as lint; lint()"

PLANTED = {
    "judges/planted.py": "import autograder.grading.draw",
    "mistakes/planted.py": "import os",
    "grading/planted.py": "import exercises.day4_ex1",
    "sandbox/ipc.py": "import autograder.mistakes.python.general",
    "classroom/planted.py": "import autograder.study.advice",
    "study/planted.py": "import autograder.authoring.build",
    "test_planted.py": "import autograder.study.advice",
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the contracts of this checkout on the package in a folder."""
    return subprocess.run(
        [
            sys.executable,
            "-B",
            "-c",
            LINT,
            "--no-cache",
            "--config",
            str(PROJECT / "pyproject.toml"),
        ],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_imports_point_down() -> None:
    """
    Every contract about who may import whom is kept.
    """
    done = lint(PROJECT)

    assert 0 == done.returncode, done.stdout + done.stderr
    assert "Contracts: 5 kept, 0 broken." in done.stdout


def test_a_planted_import_is_caught(tmp_path: Path) -> None:
    """
    One bad import per contract in a copy of the kit breaks all of them, each by name.
    """
    shutil.copytree(PACKAGE, tmp_path / PACKAGE.name, ignore=shutil.ignore_patterns("__pycache__"))
    for name, line in PLANTED.items():
        with (tmp_path / PACKAGE.name / name).open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")

    done = lint(tmp_path)

    assert 1 == done.returncode, done.stdout + done.stderr
    assert "Contracts: 0 kept, 5 broken." in done.stdout
    for name in PLANTED:
        module = name.removesuffix(".py").replace("/", ".")
        assert f"autograder.{module} -> " in done.stdout
