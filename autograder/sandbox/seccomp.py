"""Seccomp: which system calls a process may make.

A call by another architecture or interface kills, and so do calls that no honest program makes.
Everything else that is not allowed fails with EPERM, which honest code sees as an exception.
Landlock decides about paths, so calls that open, make or remove files are allowed here.
"""

import ctypes
import errno
import platform
import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from autograder.sandbox.linux import PR_SET_SECCOMP, prctl

# Each call with its numbers on x86_64 and aarch64.
ALLOWED = """
read 0 63 | write 1 64 | open 2 - | close 3 57 | stat 4 - | fstat 5 80 | lstat 6 - | poll 7 -
lseek 8 62 | mmap 9 222 | mprotect 10 226 | munmap 11 215 | brk 12 214 | rt_sigaction 13 134
rt_sigprocmask 14 135 | rt_sigreturn 15 139 | pread64 17 67 | pwrite64 18 68 | readv 19 65
writev 20 66 | preadv 295 69 | pwritev 296 70 | access 21 - | pipe 22 - | pipe2 293 59
select 23 - | pselect6 270 72 | ppoll 271 73 | sched_yield 24 124 | mremap 25 216
msync 26 227 | mincore 27 232 | madvise 28 233 | dup 32 23 | dup2 33 - | dup3 292 24
pause 34 - | nanosleep 35 101 | getitimer 36 102 | setitimer 38 103 | alarm 37 - | exit 60 93
exit_group 231 94 | wait4 61 260 | waitid 247 95 | uname 63 160 | flock 73 32 | fsync 74 82
fdatasync 75 83 | ftruncate 77 46 | getdents 78 - | getdents64 217 61 | getcwd 79 17
chdir 80 49 | readlink 89 - | readlinkat 267 78 | gettimeofday 96 169 | getrlimit 97 163
getrusage 98 165 | sysinfo 99 179 | times 100 153 | time 201 - | getpid 39 172
getppid 110 173 | gettid 186 178 | getuid 102 174 | getgid 104 176 | geteuid 107 175
getegid 108 177 | getpgrp 111 - | getpgid 121 155 | getsid 124 156 | getgroups 115 158
getresuid 118 148 | getresgid 120 150 | rt_sigpending 127 136 | rt_sigtimedwait 128 137
rt_sigsuspend 130 133 | sigaltstack 131 132 | statfs 137 43 | fstatfs 138 44 | statx 332 291
newfstatat 262 79 | arch_prctl 158 - | futex 202 98 | futex_waitv 449 449
sched_getaffinity 204 123 | sched_getparam 143 121 | sched_getscheduler 145 120
sched_get_priority_max 146 125 | sched_get_priority_min 147 126 | set_tid_address 218 96
restart_syscall 219 128 | clock_gettime 228 113 | clock_getres 229 114
clock_nanosleep 230 115 | epoll_create1 291 20 | epoll_ctl 233 21 | epoll_wait 232 -
epoll_pwait 281 22 | eventfd2 290 19 | openat 257 56 | faccessat 269 48 | faccessat2 439 439
set_robust_list 273 99 | get_robust_list 274 100 | getcpu 309 168 | getrandom 318 278
membarrier 324 283 | rseq 334 293 | close_range 436 436 | mkdir 83 - | mkdirat 258 34
rmdir 84 - | unlink 87 - | unlinkat 263 35 | rename 82 - | renameat 264 38 | renameat2 316 276
fadvise64 221 223 | sendfile 40 71 | recvfrom 45 207 | umask 95 166
"""

KILLED = """
ptrace 101 117 | mount 165 40 | reboot 169 142 | unshare 272 97 | setns 308 268
perf_event_open 298 241 | process_vm_readv 310 270 | process_vm_writev 311 271 | bpf 321 280
userfaultfd 323 282 | io_uring_setup 425 425 | io_uring_enter 426 426 | io_uring_register 427 427
kexec_load 246 104 | init_module 175 105 | finit_module 313 273 | keyctl 250 219
add_key 248 217 | request_key 249 218 | pidfd_open 434 434 | pidfd_send_signal 424 424
pidfd_getfd 438 438 | open_by_handle_at 304 265 | pivot_root 155 41 | chroot 161 51
iopl 172 - | ioperm 173 - | seccomp 317 277 | memfd_create 319 279 | memfd_secret 447 447
"""

JUDGED = """
clone 56 220 | clone3 435 435 | openat2 437 437 | kill 62 129 | tgkill 234 131
prlimit64 302 261 | fcntl 72 25 | prctl 157 167 | ioctl 16 29 | socketpair 53 199 | sendto 44 206
"""


@dataclass(frozen=True, slots=True)
class Machine:
    """Numbers of one architecture.

    audit: what the kernel calls it. foreign: from here on, numbers belong to another interface;
    0 if there is none.
    """

    audit: int
    foreign: int
    allowed: Mapping[str, int]
    killed: Mapping[str, int]
    judged: Mapping[str, int]


def _tables(column: int) -> Iterator[dict[str, int]]:
    for table in (ALLOWED, KILLED, JUDGED):
        rows = [entry.split() for entry in table.replace("|", "\n").strip().split("\n")]
        yield {name: int(row[column]) for name, *row in rows if row[column] != "-"}


MACHINES = {
    "x86_64": Machine(0xC000003E, 0x40000000, *_tables(0)),
    "aarch64": Machine(0xC00000B7, 0, *_tables(1)),
}

KILL, ERRNO = 0x80000000, 0x00050000
EPERM, ENOSYS, ENOTTY = ERRNO | errno.EPERM, ERRNO | errno.ENOSYS, ERRNO | errno.ENOTTY
ALLOW = 0x7FFF0000
LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16

CLONE_THREAD, CLONE_NEW = 0x00010000, 0x7E020080
FCNTL = (0, 1, 2, 3, 4, 5, 6, 7, 1030)  # dup, flags, locks (SQLite's), dup with close-on-exec
FIONBIO, SET_NAME, AF_UNIX, SIGKILL = 0x5421, 15, 1, 9

Instruction = tuple[int, int, int, int]


def is_known() -> bool:
    """Whether there is a table for this machine."""
    return platform.machine() in MACHINES


def install(pid: int) -> None:
    """Apply the filter to this process, for good; `pid` is its own id. Raises OSError."""
    code = assembled(program(MACHINES[platform.machine()], pid))
    buffer = ctypes.create_string_buffer(code, len(code))
    prctl(PR_SET_SECCOMP, 2, struct.pack("HP", len(code) // 8, ctypes.addressof(buffer)))


def assembled(instructions: Iterable[Instruction]) -> bytes:
    return b"".join(struct.pack("HBBI", *one) for one in instructions)


def program(known: Machine, pid: int) -> list[Instruction]:
    """The filter: architecture and interface first, then every call by its number."""
    found = [
        (LOAD, 0, 0, ARCHITECTURE),
        (EQUAL, 1, 0, known.audit),
        _answer(KILL),
        (LOAD, 0, 0, NUMBER),
    ]
    if known.foreign:
        found += [(AT_LEAST, 0, 1, known.foreign), _answer(KILL)]
    for numbers, what in ((known.allowed, ALLOW), (known.killed, KILL)):
        for number in numbers.values():
            found += [(EQUAL, 0, 1, number), _answer(what)]
    for name, rule in rules(pid).items():
        found += [(EQUAL, 0, len(rule), known.judged[name]), *rule]
    return [*found, _answer(EPERM)]


def rules(pid: int) -> dict[str, list[Instruction]]:
    """The calls that are judged by their arguments."""
    return {
        "clone": _thread_only(),
        "clone3": [_answer(ENOSYS)],  # callers fall back to clone
        "openat2": [_answer(ENOSYS)],
        "kill": [*_no_kill(1), *_one_of(0, [pid], EPERM)],
        "tgkill": [*_no_kill(2), *_one_of(0, [pid], EPERM)],
        "prlimit64": _nothing(2),  # read, never set
        "fcntl": _one_of(1, FCNTL, EPERM),
        "prctl": _one_of(0, [SET_NAME], EPERM),
        "ioctl": _one_of(1, [FIONBIO], ENOTTY),
        "socketpair": _one_of(0, [AF_UNIX], EPERM),  # asyncio wakes itself with one
        "sendto": _nothing(4),  # to its own other end, never to an address
    }


def _answer(what: int) -> Instruction:
    return (RETURN, 0, 0, what)


def _load(argument: int, *, half: int = 0) -> Instruction:
    """Load the lower half of an argument, or the upper one."""
    return (LOAD, 0, 0, ARGUMENTS + 8 * argument + 4 * half)


def _one_of(argument: int, values: Iterable[int], otherwise: int) -> list[Instruction]:
    """Allowed where an argument, an int to the kernel, is one of these."""
    found = [_load(argument)]
    for value in values:
        found += [(EQUAL, 0, 1, value), _answer(ALLOW)]
    return [*found, _answer(otherwise)]


def _no_kill(argument: int) -> list[Instruction]:
    """Refused where an argument is SIGKILL, which is for the grader and the system alone."""
    return [_load(argument), (EQUAL, 0, 1, SIGKILL), _answer(EPERM)]


def _nothing(argument: int) -> list[Instruction]:
    """Allowed where a pointer is null."""
    return [
        _load(argument),
        (EQUAL, 0, 3, 0),
        _load(argument, half=1),
        (EQUAL, 0, 1, 0),
        _answer(ALLOW),
        _answer(EPERM),
    ]


def _thread_only() -> list[Instruction]:
    """A new thread is allowed; a new process or namespace is not."""
    return [
        _load(0),
        (ANY_BIT, 2, 0, CLONE_NEW),
        (ANY_BIT, 0, 1, CLONE_THREAD),
        _answer(ALLOW),
        _answer(EPERM),
    ]
