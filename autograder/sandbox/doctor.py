"""The doctor: fires live attacks at the sandbox of this machine and reports what it stops.

Each attack is fired twice: without any protection, where it must work, else it proves nothing, and
with all that this machine has. Each runs in a fork that is confined by chosen layers. An attack
that returns has worked; an exception or a killed process means that it was stopped.

    python -m autograder.sandbox.doctor '{"limits": true, ...}'
                                           prints the layers there are and what worked, as JSON
"""

import mmap
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from autograder.sandbox import confine, landlock, linux, namespaces
from autograder.sandbox.confine import RUNNER, Layers, Level, available
from autograder.sandbox.folders import PROJECT, give_away
from autograder.sandbox.fork_server import ENVIRONMENT
from autograder.sandbox.linux import checked, libc

BOMB = 64 * 2**20
PTRACE_SEIZE = 0x4206
SECONDS = 120.0
"""For all attacks together, even on a busy machine."""


@dataclass(frozen=True, slots=True)
class Target:
    """What is attacked: a file and a process of the same user, and a port that listens."""

    file: Path
    victim: int
    port: int


Attack = Callable[[Target], object]


def _fill(descriptor: int) -> None:
    if os.write(descriptor, bytes(BOMB)) < BOMB:
        raise OSError("It holds less.")


FIND_OUT = "find out whether a file exists"

ATTACKS: dict[str, Attack] = {
    "read a file of yours, such as a solution": lambda to: to.file.read_text(encoding="ascii"),
    FIND_OUT: lambda to: to.file.stat(),
    "read the environment of another process": (
        lambda to: Path(f"/proc/{to.victim}/environ").read_bytes()
    ),
    "change the mode of a file of yours": lambda to: to.file.chmod(0o600),
    "write a file next to yours": lambda to: to.file.with_name("planted").write_bytes(b"x"),
    "fill the disk": lambda _: _fill(os.open("bomb", os.O_WRONLY | os.O_CREAT)),
    "take all memory": lambda _: mmap.mmap(-1, 2 * RUNNER.memory),
    "hide memory in a file without a name": lambda _: _fill(os.memfd_create("bomb")),
    "connect to a server": lambda to: socket.create_connection(("127.0.0.1", to.port), timeout=2),
    "open a socket of any other kind": lambda _: socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
    "start a process that outlives it": lambda _: os.waitpid(linux.forked(lambda: None), 0),
    "run another program": lambda _: os.execv("/bin/sh", ["sh", "-c", "exit"]),  # noqa: S606
    "send a signal to another process": lambda to: os.kill(to.victim, signal.SIGCONT),
    "take over another process": (
        lambda to: checked(libc().ptrace(PTRACE_SEIZE, to.victim, None, None), "ptrace")
    ),
    "make a namespace, to be root in it": (
        lambda _: checked(libc().unshare(namespaces.NEWUSER), "unshare")
    ),
}
"""By the end of the sentence `A submission can ...`."""

Version = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Advisory:
    """Holes that were closed together. fixed: the first release without them, by branch."""

    names: tuple[str, ...]
    module: str
    fixed: tuple[Version, ...]

    def is_open_in(self, version: Version) -> bool:
        """Whether a release has the holes. A branch newer than all of these never had them."""
        same_branch = [fix for fix in self.fixed if fix[:2] == version[:2]]
        return version < (same_branch or self.fixed)[0]


ADVISORIES = (
    Advisory(("CVE-2024-0450",), "zipfile", ((3, 11, 8), (3, 12, 2))),
    Advisory(("CVE-2024-6232",), "tarfile", ((3, 11, 10), (3, 12, 6), (3, 13, 0))),
    Advisory(("CVE-2024-8088",), "zipfile", ((3, 11, 10), (3, 12, 6), (3, 13, 0))),
    Advisory(
        ("CVE-2024-12718", "CVE-2025-4138", "CVE-2025-4330", "CVE-2025-4435", "CVE-2025-4517"),
        "tarfile",
        ((3, 11, 13), (3, 12, 11), (3, 13, 4)),
    ),
    Advisory(("CVE-2025-8194",), "tarfile", ((3, 11, 14), (3, 12, 12), (3, 13, 6))),
)
"""Known holes in Python's standard library that matter to a grader that reads archives: SECURITY.md
says what each of them means for the kit.
"""


@dataclass(frozen=True, slots=True)
class MachineReport:
    """What this machine can do.

    attacks: what became of each, in a word. landlock: the version of its interface, 0 for none.
    """

    level: Level
    attacks: Mapping[str, str]
    landlock: int

    @property
    def is_well(self) -> bool:
        """Confined, and nothing open but what the level says."""
        leaks = {FIND_OUT} if self.level is Level.CONFINED else set()
        works = {attack for attack, word in self.attacks.items() if word == "OPEN"}
        return self.level.is_confined and works <= leaks


def examine(wanted: Layers | None = None) -> MachineReport:
    """Fire all attacks, with the layers that this machine has."""
    layers = available(wanted)
    if sys.platform != "linux":
        return MachineReport(layers.level, {}, 0)
    _, bare = fire(Layers(limits=False, landlock=False, seccomp=False, namespaces=False))
    held, full = fire(layers)
    attacks = {one: word_of(bare.get(one, False), full.get(one, True)) for one in ATTACKS}
    return MachineReport(held.level, attacks, landlock.version())


def word_of(works: bool, still_works: bool) -> str:
    """For an attack: whether it works without any protection, and with all that there is."""
    if still_works:
        return "OPEN"
    return "stopped" if works else "not tried"


def fire(layers: Layers) -> tuple[Layers, Mapping[str, bool]]:
    """The layers that could be had, and which attacks work; none if they did not start or end."""
    encoded = msgspec.json.encode(layers).decode()
    try:
        done = subprocess.run(
            [sys.executable, "-s", "-P", "-m", "autograder.sandbox.doctor", encoded],
            env={**ENVIRONMENT, "PYTHONPATH": str(PROJECT)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired:
        return layers, {}
    if not done.stdout:
        return layers, {}
    return msgspec.json.decode(done.stdout, type=tuple[Layers, dict[str, bool]])


def main() -> None:
    wanted = msgspec.json.decode(sys.argv[1], type=Layers)
    with TemporaryDirectory() as folder:
        layers = namespaces.attainable(wanted, Path(folder))
    with targets() as target:
        found = {name: works(attack, target, layers) for name, attack in ATTACKS.items()}
    sys.stdout.write(msgspec.json.encode((layers, found)).decode() + "\n")


@contextmanager
def targets() -> Iterator[Target]:
    """A file and a process of the same user as the attackers, and a listening port."""
    listener = socket.create_server(("127.0.0.1", 0))
    victim = linux.forked(_be_victim)
    with TemporaryDirectory() as folder, listener:
        file = Path(folder, "secret")
        file.write_text("canary", encoding="ascii")
        for path in (Path(folder), file):
            give_away(path)
        try:
            yield Target(file, victim, listener.getsockname()[1])
        finally:
            os.kill(victim, signal.SIGKILL)
            os.waitpid(victim, 0)


def _be_victim() -> None:
    parent = os.getppid()
    confine.drop_root()
    linux.die_with_parent(parent)
    linux.prctl(linux.PR_SET_DUMPABLE, 1)
    while True:
        signal.pause()


def works(attack: Attack, target: Target, layers: Layers) -> bool:
    """Whether an attack works in a fork that lives under these layers."""
    with TemporaryDirectory() as folder:
        pid = linux.forked(lambda: _attack(attack, target, layers, Path(folder)))
        _, status = os.waitpid(pid, 0)
    return status == 0


def _attack(attack: Attack, target: Target, layers: Layers, place: Path) -> None:
    held = confine.address_space()
    place.chmod(0o711)
    scratch = place / "work"
    if layers.namespaces:
        namespaces.enter(place)
        namespaces.be_first()
        scratch = namespaces.private_scratch(place)
    scratch.mkdir(exist_ok=True)
    give_away(scratch)
    confine.confine(confine.confinement(layers, held), os.getppid(), scratch)
    if not layers.seccomp and not layers.landlock:
        linux.prctl(linux.PR_SET_DUMPABLE, 1)
    attack(target)


def lines(report: MachineReport) -> Iterator[str]:
    """The report in plain words."""
    yield f"Level: {report.level}"
    if report.landlock:
        yield f"Landlock: ABI version {report.landlock}"
    for attack, word in report.attacks.items():
        yield f"  {word:9}  {attack}"
    if holes := warning():
        yield holes
    yield advice(report)


def warning(version: Version = sys.version_info[:3]) -> str:
    """One line about the holes in a release, and the next one without any; "" if it has none."""
    found = [advisory for advisory in ADVISORIES if advisory.is_open_in(version)]
    if not found:
        return ""
    fixes = {fix for advisory in found for fix in advisory.fixed}
    closed = max([fix for fix in fixes if fix[:2] == version[:2]] or fixes)
    now, then = (".".join(map(str, one)) for one in (version, closed))
    names = ", ".join(name for advisory in found for name in advisory.names)
    modules = " and ".join(sorted({advisory.module for advisory in found}))
    return (
        f"Python {now} has known holes in {modules} ({names}): "
        f"upgrade to {then} or newer. SECURITY.md explains them."
    )


def advice(report: MachineReport) -> str:
    """What to do about it, in one sentence."""
    if report.is_well and report.level is Level.NAMESPACES:
        return "The sandbox of this machine holds."
    if report.is_well:
        return "The sandbox of this machine holds; code inside can find out which files exist."
    if sys.platform == "darwin":
        return "macOS cannot filter system calls: grade untrusted code in a Linux virtual machine."
    if sys.platform == "win32":
        return "Windows cannot confine a submission: grade untrusted code in WSL2."
    return "This machine cannot confine untrusted code: grade on Linux 6.2 or newer with Landlock."


if __name__ == "__main__":
    main()
