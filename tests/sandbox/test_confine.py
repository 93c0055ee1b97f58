"""
Layers and the level that they add up to.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from autograder.sandbox.confine import Layers, Level, available

ALL = Layers()


@pytest.mark.parametrize(
    ("layers", "level"),
    [
        pytest.param(ALL, Level.NAMESPACES, id="all"),
        pytest.param(replace(ALL, namespaces=False), Level.CONFINED, id="no-namespaces"),
        pytest.param(replace(ALL, seccomp=False), Level.REDUCED, id="no-seccomp"),
        pytest.param(replace(ALL, landlock=False), Level.REDUCED, id="no-landlock"),
        pytest.param(replace(ALL, limits=False), Level.RELIABILITY, id="no-limits"),
    ],
)
def test_every_layer_counts(layers: Layers, level: Level) -> None:
    """
    A missing layer costs a level; only with all three of the kernel's is a submission confined.
    """
    assert level is layers.level
    assert level.is_confined is (level in {Level.NAMESPACES, Level.CONFINED})


def test_nothing_is_added() -> None:
    """
    A layer that was not asked for is not added.
    """
    none = Layers(limits=False, landlock=False, seccomp=False, namespaces=False)

    assert none == available(none)
