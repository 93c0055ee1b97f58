"""
The layers against live attacks: the table of what each layer stops, with positive controls.
"""

from __future__ import annotations

import sys

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

STOPPED = {
    "limits": {"fill_memfd", "take_memory", "fill_disk"},
    "landlock": {"read_file", "read_environment", "write_file", "execute"},
    "seccomp": {"change_mode", "open_udp", "fork", "make_namespace"},
    "namespaces": {"stat_file"},
}
"""What falls to each layer when it is added to the ones above it, on every kernel that has it."""

NEWER = {"connect_tcp": 4, "send_signal": 6}
"""What falls to Landlock from a version of its interface on; to seccomp before."""

needs_landlock = pytest.mark.skipif(landlock.version() < landlock.ENOUGH, reason="no Landlock here")
needs_seccomp = pytest.mark.skipif(not seccomp.is_known(), reason="no table for this machine")


def test_every_attack_works_without_protection() -> None:
    """
    Each probe fires where nothing stops it, else it would prove nothing.
    """
    fired = fire(NONE)

    assert set(PROBES) == set(fired)
    assert {"trace", "make_namespace"} >= {name for name, is_fired in fired.items() if not is_fired}


@pytest.mark.parametrize(
    ("layers", "held"),
    [
        pytest.param(LIMITS, ["limits"], id="limits"),
        pytest.param(LANDLOCK, ["limits", "landlock"], id="landlock", marks=needs_landlock),
        pytest.param(
            SECCOMP, ["limits", "landlock", "seccomp"], id="seccomp", marks=[needs_landlock]
        ),
    ],
)
def test_each_layer_stops_its_own(layers: Layers, held: list[str]) -> None:
    """
    With the layers so far, what belongs to them is stopped and what belongs to later ones fires.
    """
    fired = fire(layers)
    stopped = {name for layer in held for name in STOPPED[layer]}
    later = {name for layer in STOPPED if layer not in held for name in STOPPED[layer]}

    assert set() == {name for name in stopped if fired[name]}
    assert {"make_namespace"} >= {name for name in later if not fired[name]}


@needs_landlock
def test_landlock_holds_network_and_signals_where_the_kernel_can() -> None:
    """
    TCP and signals fall to Landlock as soon as its version knows them.
    """
    fired = fire(LANDLOCK)

    for name, version in NEWER.items():
        assert fired[name] is (landlock.version() < version)


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
@pytest.mark.parametrize(
    ("without", "probe"),
    [
        pytest.param(Layers(limits=False, namespaces=False), "take_memory", id="limits"),
        pytest.param(Layers(landlock=False, namespaces=False), "read_file", id="landlock"),
        pytest.param(Layers(seccomp=False, namespaces=False), "change_mode", id="seccomp"),
        pytest.param(Layers(namespaces=False), "stat_file", id="namespaces"),
    ],
)
def test_no_layer_can_be_left_out(without: Layers, probe: str) -> None:
    """
    With one layer off and all others on, something fires that only this layer stops.
    """
    held = reached(ALL)
    if probe == "stat_file" and not held.namespaces:
        pytest.skip("no namespaces here")

    assert fire(without)[probe]
    assert not fire(held)[probe]
