"""
The layers against live attacks: the table of what each layer stops, with positive controls.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace

import pytest

from autograder.sandbox import landlock, seccomp
from autograder.sandbox.confine import Layers
from autograder.sandbox.doctor import ATTACKS, FIND_OUT, fire

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="the layers are Linux's")
pytestmark = linux_only

NONE = Layers(limits=False, landlock=False, seccomp=False, namespaces=False)
LIMITS = Layers(limits=True, landlock=False, seccomp=False, namespaces=False)
LANDLOCK = Layers(limits=True, landlock=True, seccomp=False, namespaces=False)
SECCOMP = Layers(limits=True, landlock=True, seccomp=True, namespaces=False)
ALL = Layers()

COLUMNS = {"none": NONE, "limits": LIMITS, "landlock": LANDLOCK, "seccomp": SECCOMP}
TABLE = {
    #                                           none   limits landlock seccomp
    FIND_OUT:                                   "fires  fires  fires  fires",
    "read a file of yours, such as a solution": "fires  fires  -      -",
    "read the environment of another process":  "fires  fires  -      -",
    "change the mode of a file of yours":       "fires  fires  fires  -",
    "write a file next to yours":               "fires  fires  -      -",
    "open a socket of any other kind":          "fires  fires  fires  -",
    "connect to a server":                      "fires  fires  -      -",
    "start a process that outlives it":         "fires  fires  fires  -",
    "run another program":                      "fires  fires  -      -",
    "send a signal to another process":         "fires  fires  -      -",
    "take over another process":                "fires  fires  -      -",
    "hide memory in a file without a name":     "fires  -      -      -",
    "take all memory":                          "fires  -      -      -",
    "fill the disk":                            "fires  -      -      -",
    "make a namespace, to be root in it":       "fires  fires  fires  -",
}  # fmt: skip
"""Whether an attack works as layer after layer is added; a column includes those to its left."""

HOST_FORBIDS = {"take over another process", "make a namespace, to be root in it"}
"""What a hardened host or container may refuse by itself."""

NEWER = {"connect to a server": 4, "send a signal to another process": 6}
"""What falls to Landlock from a version of its interface on; to seccomp before."""

WITHOUT = {
    "limits": {"take all memory", "fill the disk"},
    "landlock": {
        "read a file of yours, such as a solution",
        "read the environment of another process",
        "write a file next to yours",
    },
    "seccomp": {
        "change the mode of a file of yours",
        "open a socket of any other kind",
        "start a process that outlives it",
        "make a namespace, to be root in it",
    },
}
"""What works with one layer off and the two others on: what this layer alone stops."""

needs_landlock = pytest.mark.skipif(landlock.version() < landlock.ENOUGH, reason="no Landlock here")
needs_seccomp = pytest.mark.skipif(not seccomp.is_known(), reason="no table for this machine")


@pytest.fixture(scope="module")
def fired() -> dict[str, Mapping[str, bool]]:
    """What fires under the layers of each column."""
    return {name: fire(layers)[1] for name, layers in COLUMNS.items()}


CELLS = [
    pytest.param(
        column,
        attack,
        word == "fires",
        id=f"{attack}-{column}",
        marks=[needs_landlock] if column in {"landlock", "seccomp"} else [],
    )
    for attack, row in TABLE.items()
    for column, word in zip(COLUMNS, row.split(), strict=True)
]


def test_every_attack_has_a_row() -> None:
    """
    The table says of every attack what stops it.
    """
    assert set(ATTACKS) == set(TABLE)


@pytest.mark.parametrize(("column", "attack", "expected"), CELLS)
def test_cell_of_the_table(
    fired: dict[str, Mapping[str, bool]],
    column: str,
    attack: str,
    expected: bool,
) -> None:
    """
    Each attack fires until the layer is added that stops it, and never after.
    """
    if column == "landlock" and attack in NEWER:
        expected = landlock.version() < NEWER[attack]
    if attack in HOST_FORBIDS and not fired["none"][attack]:
        pytest.skip("this host forbids it by itself")

    assert expected is fired[column][attack]


@needs_landlock
@needs_seccomp
@pytest.mark.parametrize("layer", WITHOUT)
def test_with_one_layer_off_its_attacks_fire(
    fired: dict[str, Mapping[str, bool]], layer: str
) -> None:
    """
    With one layer off and the others on, exactly those attacks fire that this layer alone stops.
    """
    _, found = fire(replace(SECCOMP, **{layer: False}))
    known = {name for name in WITHOUT[layer] if fired["none"][name]}
    others = {name for name, is_fired in found.items() if is_fired} - known - {FIND_OUT}

    assert known <= {name for name, is_fired in found.items() if is_fired}
    assert {name for name, since in NEWER.items() if landlock.version() < since} >= others


@needs_landlock
@needs_seccomp
def test_all_layers_stop_everything() -> None:
    """
    At the full level nothing fires; without namespaces, only looking for files does.
    """
    held, found = fire(ALL)
    left = {name for name, is_fired in found.items() if is_fired}

    assert (set() if held.namespaces else {FIND_OUT}) == left


@needs_landlock
@needs_seccomp
def test_only_namespaces_hide_which_files_exist() -> None:
    """
    With all layers but the namespaces, looking for a file fires, and nothing else.
    """
    held, found = fire(ALL)
    if not held.namespaces:
        pytest.skip("no namespaces here")

    assert {FIND_OUT} == {name for name, is_fired in fire(SECCOMP)[1].items() if is_fired}
    assert not found[FIND_OUT]


@needs_seccomp
@pytest.mark.parametrize(
    ("layers", "expected"),
    [(Layers(limits=False), {"take all memory"}), (Layers(seccomp=False), None)],
)
def test_namespaces_do_not_replace_the_other_layers(
    layers: Layers, expected: set[str] | None
) -> None:
    """
    Inside namespaces memory is held by the limits only, and processes and sockets by seccomp only.
    """
    held, found = fire(layers)
    if not held.namespaces:
        pytest.skip("no namespaces here")
    fired = {name for name, is_fired in found.items() if is_fired}

    assert (
        expected
        or {
            "open a socket of any other kind",
            "start a process that outlives it",
            "make a namespace, to be root in it",
        }
    ) == fired
