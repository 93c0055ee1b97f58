"""
The layers against live attacks: the table of what each layer stops, with positive controls.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace

import pytest

from autograder.sandbox import landlock, seccomp
from autograder.sandbox.doctor import fire, reached
from autograder.sandbox.level import Layers
from autograder.sandbox.probes import PROBES

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="the layers are Linux's")
pytestmark = linux_only

NONE = Layers(limits=False, landlock=False, seccomp=False, namespaces=False)
LIMITS = Layers(limits=True, landlock=False, seccomp=False, namespaces=False)
LANDLOCK = Layers(limits=True, landlock=True, seccomp=False, namespaces=False)
SECCOMP = Layers(limits=True, landlock=True, seccomp=True, namespaces=False)
ALL = Layers()

COLUMNS = {"none": NONE, "limits": LIMITS, "landlock": LANDLOCK, "seccomp": SECCOMP}
TABLE = {
    #                   none   limits landlock seccomp
    "stat_file":        "fires  fires  fires  fires",
    "read_file":        "fires  fires  -      -",
    "read_environment": "fires  fires  -      -",
    "change_mode":      "fires  fires  fires  -",
    "write_file":       "fires  fires  -      -",
    "open_udp":         "fires  fires  fires  -",
    "connect_tcp":      "fires  fires  -      -",
    "fork":             "fires  fires  fires  -",
    "execute":          "fires  fires  -      -",
    "send_signal":      "fires  fires  -      -",
    "trace":            "fires  fires  -      -",
    "fill_memfd":       "fires  -      -      -",
    "take_memory":      "fires  -      -      -",
    "fill_disk":        "fires  -      -      -",
    "make_namespace":   "fires  fires  fires  -",
}  # fmt: skip
"""Whether an attack works as layer after layer is added; a column includes those to its left."""

HOST_FORBIDS = {"trace", "make_namespace"}
"""What a hardened host or container may refuse by itself."""

NEWER = {"connect_tcp": 4, "send_signal": 6}
"""What falls to Landlock from a version of its interface on; to seccomp before."""

WITHOUT = {
    "limits": {"take_memory", "fill_disk"},
    "landlock": {"read_file", "read_environment", "write_file"},
    "seccomp": {"change_mode", "open_udp", "fork", "make_namespace"},
}
"""What works with one layer off and the two others on: what this layer alone stops."""

needs_landlock = pytest.mark.skipif(landlock.version() < landlock.ENOUGH, reason="no Landlock here")
needs_seccomp = pytest.mark.skipif(not seccomp.is_known(), reason="no table for this machine")


@pytest.fixture(scope="module")
def fired() -> dict[str, Mapping[str, bool]]:
    """What fires under the layers of each column."""
    return {name: fire(layers) for name, layers in COLUMNS.items()}


CELLS = [
    pytest.param(
        column,
        probe,
        word == "fires",
        id=f"{probe}-{column}",
        marks=[needs_landlock] if column in {"landlock", "seccomp"} else [],
    )
    for probe, row in TABLE.items()
    for column, word in zip(COLUMNS, row.split(), strict=True)
]


def test_every_probe_has_a_row() -> None:
    """
    The table says of every probe what stops it.
    """
    assert set(PROBES) == set(TABLE)


@pytest.mark.parametrize(("column", "probe", "expected"), CELLS)
def test_cell_of_the_table(
    fired: dict[str, Mapping[str, bool]],
    column: str,
    probe: str,
    expected: bool,
) -> None:
    """
    Each attack fires until the layer is added that stops it, and never after.
    """
    if column == "landlock" and probe in NEWER:
        expected = landlock.version() < NEWER[probe]
    if probe in HOST_FORBIDS and not fired["none"][probe]:
        pytest.skip("this host forbids it by itself")

    assert expected is fired[column][probe]


@needs_landlock
@needs_seccomp
@pytest.mark.parametrize("layer", WITHOUT)
def test_with_one_layer_off_its_attacks_fire(
    fired: dict[str, Mapping[str, bool]], layer: str
) -> None:
    """
    With one layer off and the others on, exactly those attacks fire that this layer alone stops.
    """
    found = fire(replace(SECCOMP, **{layer: False}))
    known = {name for name in WITHOUT[layer] if fired["none"][name]}
    others = {name for name, is_fired in found.items() if is_fired} - known - {"stat_file"}

    assert known <= {name for name, is_fired in found.items() if is_fired}
    assert {name for name, since in NEWER.items() if landlock.version() < since} >= others


@needs_landlock
@needs_seccomp
def test_all_layers_stop_everything() -> None:
    """
    At the full level nothing fires; without namespaces, only looking for files does.
    """
    held = reached(ALL)
    left = {name for name, is_fired in fire(held).items() if is_fired}

    assert (set() if held.namespaces else {"stat_file"}) == left


@needs_landlock
@needs_seccomp
def test_only_namespaces_hide_which_files_exist() -> None:
    """
    With all layers but the namespaces, looking for a file fires, and nothing else.
    """
    held = reached(ALL)
    if not held.namespaces:
        pytest.skip("no namespaces here")

    assert {"stat_file"} == {name for name, is_fired in fire(SECCOMP).items() if is_fired}
    assert not fire(held)["stat_file"]


@needs_seccomp
@pytest.mark.parametrize(
    ("layers", "expected"), [(Layers(limits=False), {"take_memory"}), (Layers(seccomp=False), None)]
)
def test_namespaces_do_not_replace_the_other_layers(
    layers: Layers, expected: set[str] | None
) -> None:
    """
    Inside namespaces memory is held by the limits only, and processes and sockets by seccomp only.
    """
    held = reached(layers)
    if not held.namespaces:
        pytest.skip("no namespaces here")
    found = {name for name, is_fired in fire(held).items() if is_fired}

    assert (expected or {"open_udp", "fork", "make_namespace"}) == found
