"""
Random messages to the checker and to the supervisor: how long do they take, how much memory?

    python tests/benchmarks/messages_fuzz.py [COUNT]

Half of them go each way.
"""

from __future__ import annotations

import resource
import time

from benchmark import command_line
from test_random_messages import over_the_socket, through_the_pipe


def main() -> None:
    parser = command_line(__doc__)
    parser.add_argument(
        "count", nargs="?", type=int, default=100_000, help="how many (default: 100000)"
    )
    count = parser.parse_args().count
    for act in (through_the_pipe, over_the_socket):
        started, peaks = time.process_time(), []
        for number in range(count // 2):
            act(number)
            if number in {count // 20, count // 2 - 1}:
                peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        seconds = time.process_time() - started
        print(f"{act.__name__}: {count // 2} messages, {seconds:.0f} s, peaks {peaks} MiB")


if __name__ == "__main__":
    main()
