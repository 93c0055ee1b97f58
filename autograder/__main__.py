"""`python -m autograder`: the command line without an installed script."""

import sys

from autograder.cli import main

if __name__ == "__main__":
    sys.exit(main())
