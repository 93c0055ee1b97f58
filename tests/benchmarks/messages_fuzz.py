"""
Random messages on the channel and on the line, and how much memory they take.

    python tests/benchmarks/messages_fuzz.py [N]      default 100000, half of them each way
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "sandbox"), str(Path(__file__).parents[2])]

from test_random_messages import over_the_channel, over_the_line  # noqa: E402


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    for act in (over_the_channel, over_the_line):
        started, peaks = time.process_time(), []
        for number in range(count // 2):
            act(number)
            if number in {count // 20, count // 2 - 1}:
                peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        seconds = time.process_time() - started
        done = f"{act.__name__}: {count // 2} messages, {seconds:.0f} s, peaks {peaks} MiB\n"
        sys.stdout.write(done)


if __name__ == "__main__":
    main()
