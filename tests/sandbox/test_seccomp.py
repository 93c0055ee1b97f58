"""
The filter of system calls, run by a small interpreter of its own instructions.
"""

from __future__ import annotations

import struct

import pytest

from autograder.sandbox.seccomp import (
    ALLOW,
    ENOSYS,
    ENOTTY,
    EPERM,
    KILL,
    MACHINES,
    Machine,
    assembled,
    install,
    is_known,
    program,
)

PID = 4711
INTEL = MACHINES["x86_64"]


def run(known: Machine, number: int, *arguments: int, audit: int | None = None) -> int:
    """What the filter answers to a call."""
    padded = [*arguments, 0, 0, 0, 0, 0, 0][:6]
    data = struct.pack("<IIQ6Q", number, known.audit if audit is None else audit, 0, *padded)
    instructions = program(known, PID)
    place = held = 0
    while True:
        code, yes, no, value = instructions[place]
        place += 1
        if code == 0x20:
            (held,) = struct.unpack_from("<I", data, value)
        elif code == 0x06:
            return value
        else:
            taken = {0x15: held == value, 0x35: held >= value, 0x45: bool(held & value)}[code]
            place += yes if taken else no


@pytest.fixture(params=MACHINES)
def known(request: pytest.FixtureRequest) -> Machine:
    return MACHINES[request.param]


def numbers_of(known: Machine) -> list[int]:
    """Of all calls in its tables."""
    return [*known.allowed.values(), *known.killed.values(), *known.judged.values()]


def test_allowed_and_killed(known: Machine) -> None:
    """
    Calls of the two tables get what their table says.
    """
    assert {ALLOW} == {run(known, number) for number in known.allowed.values()}
    assert {KILL} == {run(known, number) for number in known.killed.values()}


def test_all_others_are_refused(known: Machine) -> None:
    """
    A call in no table fails with EPERM, new ones of later kernels included.
    """
    named = {*numbers_of(known)}

    assert {EPERM} == {run(known, number) for number in range(600) if number not in named}


def test_no_call_stands_twice(known: Machine) -> None:
    """
    Every call has one answer only.
    """
    numbers = numbers_of(known)

    assert len(numbers) == len(set(numbers))


def test_another_interface_kills() -> None:
    """
    Calls of a foreign architecture or of the x32 interface kill, whatever their number.
    """
    assert KILL == run(INTEL, 0, audit=0x40000003)
    assert KILL == run(INTEL, 0x40000000 + 39)


@pytest.mark.parametrize(
    ("call", "arguments", "expected"),
    [
        pytest.param("clone", (0x3D0F00,), ALLOW, id="thread"),
        pytest.param("clone", (17,), EPERM, id="process"),
        pytest.param("clone", (0x10000 | 0x10000000,), EPERM, id="thread-with-namespace"),
        pytest.param("clone3", (), ENOSYS, id="clone3"),
        pytest.param("kill", (PID, 15), ALLOW, id="end-itself"),
        pytest.param("kill", (PID, 9), EPERM, id="kill-itself"),
        pytest.param("tgkill", (PID, PID, 9), EPERM, id="kill-own-thread"),
        pytest.param("kill", (1, 9), EPERM, id="kill-another"),
        pytest.param("kill", (2**32 - 1, 9), EPERM, id="kill-all"),
        pytest.param("tgkill", (PID, PID, 6), ALLOW, id="abort"),
        pytest.param("prlimit64", (0, 9, 0), ALLOW, id="read-limit"),
        pytest.param("prlimit64", (0, 9, 1 << 40), EPERM, id="set-limit"),
        pytest.param("fcntl", (3, 1030), ALLOW, id="dup"),
        pytest.param("fcntl", (3, 6), ALLOW, id="lock"),
        pytest.param("fcntl", (3, 7), ALLOW, id="wait-for-lock"),
        pytest.param("fcntl", (3, 8), EPERM, id="own-signals"),
        pytest.param("prctl", (15,), ALLOW, id="name"),
        pytest.param("prctl", (1,), EPERM, id="death-signal"),
        pytest.param("ioctl", (3, 0x5421), ALLOW, id="nonblocking"),
        pytest.param("ioctl", (3, 0x5412), ENOTTY, id="type-into-terminal"),
        pytest.param("socketpair", (1,), ALLOW, id="pair"),
        pytest.param("socketpair", (2,), EPERM, id="network-pair"),
        pytest.param("sendto", (3, 0, 0, 0, 0), ALLOW, id="to-the-other-end"),
        pytest.param("sendto", (3, 0, 0, 0, 1 << 33), EPERM, id="to-an-address"),
    ],
)
def test_arguments_decide(
    known: Machine, call: str, arguments: tuple[int, ...], expected: int
) -> None:
    """
    The arguments decide about calls that have both a harmless and a harmful use.
    """
    assert expected == run(known, known.judged[call], *arguments)


def test_program_fits() -> None:
    """
    Each instruction takes eight bytes, and the kernel takes 4096 of them.
    """
    code = assembled(program(INTEL, PID))

    assert 8 * len(program(INTEL, PID)) == len(code) < 8 * 4096


def test_other_machines_have_no_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A machine without a table is not known, and never gets the numbers of another one.
    """
    monkeypatch.setattr("platform.machine", lambda: "riscv64")

    assert not is_known()
    with pytest.raises(KeyError):
        install(PID)


def test_no_dangerous_call_is_allowed(known: Machine) -> None:
    """
    Calls that start processes, change modes or reach the network are not in the allowed table.
    """
    dangerous = {"execve", "execveat", "fork", "vfork", "chmod", "fchmod", "fchmodat", "socket"}
    dangerous |= {"connect", "bind", "sendmsg", "setrlimit", "link", "symlink", "truncate"}
    words = {*known.allowed, *known.judged, *known.killed}

    assert set() == dangerous & words
