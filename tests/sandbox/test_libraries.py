"""
What a runner may read.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import sympy

from autograder.sandbox.libraries import HIDDEN, library_folders, outermost, readable


def test_libraries_are_readable() -> None:
    """
    What learners import lies below a folder that a runner may read.
    """
    folders = list(readable(library_folders()))
    wanted = [Path(module.__file__ or "").resolve() for module in (np, sympy)]

    assert all(any(path.is_relative_to(folder) for folder in folders) for path in wanted)


def test_nothing_of_the_kit_is_readable() -> None:
    """
    No folder that a runner may read holds a spec, a solution or a recorded answer.
    """
    for folder in readable(library_folders()):
        for hidden in HIDDEN:
            assert not hidden.resolve().is_relative_to(folder)
            assert not folder.is_relative_to(hidden.resolve())


def test_a_hidden_folder_splits_what_is_around_it(tmp_path: Path) -> None:
    """
    If a folder contains a hidden one, its neighbours are granted one by one.
    """
    for name in ("site/kit/secret", "site/numpy", "site/sympy", "lib"):
        (tmp_path / name).mkdir(parents=True)
    found = readable([tmp_path / "lib", tmp_path / "site"], [tmp_path / "site" / "kit"])

    assert ["lib", "numpy", "sympy"] == [path.name for path in found]


def test_outermost_folders_are_kept(tmp_path: Path) -> None:
    """
    A folder inside another one gets no entry of its own.
    """
    inner = tmp_path / "lib" / "site"
    inner.mkdir(parents=True)

    assert [tmp_path / "lib"] == outermost([inner, tmp_path / "lib", inner])
