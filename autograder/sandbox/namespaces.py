"""Namespaces: runners get a root, a network and process numbers of their own.

The new root holds the libraries, read-only, and nothing else: what is not there cannot even be
looked for. Works for root, and for ordinary users where the kernel lets them make namespaces.
"""

import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

from autograder.sandbox import linux
from autograder.sandbox.confine import Layers
from autograder.sandbox.folders import SYSTEM, library_folders
from autograder.sandbox.linux import checked, libc

NEWNS, NEWUTS, NEWIPC = 0x00020000, 0x04000000, 0x08000000
NEWUSER, NEWPID, NEWNET = 0x10000000, 0x20000000, 0x40000000
READ_ONLY, NO_SUID, NO_DEV, NO_EXEC = 1, 2, 4, 8
REMOUNT, BIND, RECURSIVE, PRIVATE = 1 << 5, 1 << 12, 1 << 14, 1 << 18
DETACH = 2
DEVICES = [Path("/dev", name) for name in ("null", "zero", "urandom")]
WORK = "work"
ROOT_SIZE = "size=1m,nr_inodes=4k,mode=0755"
WORK_SIZE = "size=32m,nr_inodes=2k,mode=0700"


def attainable(layers: Layers, scratch: Path) -> Layers:
    """
    These layers, with namespaces only if this process, of one thread, could enter them: tried in a
    fork, because there is no way back.
    """
    if not layers.namespaces:
        return layers

    def attempt() -> None:
        enter(scratch)
        private_scratch(scratch)

    _, status = os.waitpid(linux.forked(attempt), 0)
    return replace(layers, namespaces=status == 0)


def enter(scratch: Path) -> None:
    """Move into a new root that holds the libraries and an empty `scratch`. Raises OSError."""
    folders = library_folders()
    steps = (step for one in [*map(Path, sys.path), *SYSTEM] for step in (*one.parents, one))
    links = [step for step in dict.fromkeys(steps) if step.is_symlink()]
    _unshare()
    mount("none", Path("/"), "", RECURSIVE | PRIVATE)
    mount("tmpfs", scratch, "tmpfs", NO_SUID | NO_DEV, ROOT_SIZE)
    for source in (*folders, *DEVICES):
        _bind(source, scratch)
    for link in links:
        place = scratch / link.relative_to("/")
        if not place.is_symlink() and not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            place.symlink_to(link.readlink())
    (scratch / scratch.relative_to("/") / WORK).mkdir(parents=True)
    os.chdir(scratch)
    checked(libc().pivot_root(b".", b"."), "pivot_root")
    checked(libc().umount2(b".", DETACH), "umount2")
    os.chdir("/")


def be_first() -> None:
    """Become process 1 of the new numbers; the process that called waits for it and is gone.

    Whoever ends process 1 ends all that it forked.
    """
    pid = os.fork()
    if pid:
        os.closerange(3, 1024)
        _, status = os.waitpid(pid, 0)
        os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
    linux.prctl(linux.PR_SET_PDEATHSIG, int(signal.SIGKILL))


def private_scratch(scratch: Path) -> Path:
    """An empty folder in memory for one child, gone when the child is. Raises OSError."""
    checked(libc().unshare(NEWNS), "unshare")
    mount("tmpfs", scratch / WORK, "tmpfs", NO_SUID | NO_DEV, WORK_SIZE)
    return scratch / WORK


def _unshare() -> None:
    uid, gid = os.getuid(), os.getgid()
    own = 0 if uid == 0 else NEWUSER
    checked(libc().unshare(own | NEWNS | NEWUTS | NEWIPC | NEWPID | NEWNET), "unshare")
    if own:
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"{gid} {gid} 1", encoding="ascii")


def mount(source: str, target: Path, kind: str, flags: int, options: str = "") -> None:
    """Raises OSError."""
    done = libc().mount(
        source.encode(), os.fsencode(target), kind.encode() or None, flags, options.encode() or None
    )
    checked(done, f"mount {target}")


def _bind(source: Path, root: Path) -> None:
    target = root / source.relative_to("/")
    if source.is_dir():
        target.mkdir(parents=True, exist_ok=True)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch()
    mount(str(source), target, "", BIND | RECURSIVE)
    locked = os.statvfs(target).f_flag & (NO_SUID | NO_DEV | NO_EXEC)
    if source.is_dir():
        mount("none", target, "", REMOUNT | BIND | READ_ONLY | NO_SUID | locked)
