"""The draw: the inputs of a check, from a seed."""

import hmac
import random
from dataclasses import dataclass

from autograder.kit import NAME

PUBLIC_SEED = NAME

GENERATORS = "generators"
"""The purpose of the number that seeds the learner's global generators."""


@dataclass(frozen=True, slots=True)
class Draw:
    """Inputs from a seed: the public one in a local run, a secret one in a batch.

    Every purpose gets a stream of its own, so checks do not depend on each other's order.
    """

    seed: str = PUBLIC_SEED

    def stream(self, purpose: str) -> random.Random:
        """Random numbers of HMAC-SHA256(seed, purpose): the same on every machine."""
        digest = hmac.digest(self.seed.encode(), purpose.encode(), "sha256")
        return random.Random(digest)  # noqa: S311 -- inputs of exercises, not secrets

    def number(self, purpose: str) -> int:
        """A whole number below 2**32, as NumPy's global seed wants it."""
        return self.stream(purpose).getrandbits(32)
