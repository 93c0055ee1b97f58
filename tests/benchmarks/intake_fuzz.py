"""
How does intake deal with random entries: statuses, the slowest class, the peak of memory?

    python tests/benchmarks/intake_fuzz.py [ENTRIES]

Prints each class over which intake raised an exception; the exit code is then 1.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
import warnings
from collections import Counter
from pathlib import Path

from benchmark import command_line

from tests.classroom.random_entries import outcomes_of_class

EVERY = 10


def peak() -> float:
    """The most memory that this process has had, in MiB."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (2**20 if sys.platform == "darwin" else 2**10)


def main() -> int:
    parser = command_line(__doc__)
    parser.add_argument(
        "entries", nargs="?", type=int, default=1000, help="how many (default: 1000)"
    )
    parser.add_argument("--seed", type=int, default=0, help="number of the first class")
    parser.add_argument("--memory", type=int, default=400, help="MiB for this process")
    options = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (options.memory * 2**20, options.memory * 2**20))
    warnings.simplefilter("ignore")  # archives are written with a name twice, on purpose
    words: Counter[str] = Counter()
    failed, seed, slowest, tenths = 0, options.seed, 0.0, 0
    print(f"baseline: {peak():.0f} MiB", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        while words.total() < options.entries:
            began = time.process_time()
            try:
                words.update(outcomes_of_class(seed, Path(folder) / "class"))
            except Exception as error:  # noqa: BLE001 -- each is printed, and counted
                failed += 1
                print(f"seed {seed}: {type(error).__name__}: {error}", flush=True)
            slowest, seed = max(slowest, time.process_time() - began), seed + 1
            if words.total() * EVERY // options.entries > tenths:
                tenths = words.total() * EVERY // options.entries
                print(f"{words.total()} entries, peak {peak():.0f} MiB", flush=True)
    print(f"{dict(words)}, {failed} failed, slowest class {slowest:.2f} s, peak {peak():.0f} MiB")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
