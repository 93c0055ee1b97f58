"""The cluster: grades on the workers of any `concurrent.futures.Executor`, such as Dask's.

The journal and the course secret stay with the process of the batch. A worker is given one
submission at a time, with the seed of its inputs, and gives back a report.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, wait
from dataclasses import dataclass, replace
from importlib.util import find_spec
from typing import TYPE_CHECKING, cast

import msgspec

from autograder.classroom import cluster_worker
from autograder.classroom.cluster_worker import GradingRequest
from autograder.classroom.graders import GradersLostError
from autograder.classroom.terms import SAME, Terms, own_terms
from autograder.grading.commands import install_command
from autograder.grading.errors import KitError
from autograder.sandbox.report import Report

if TYPE_CHECKING:
    from distributed import Client

    from autograder.grading.question import OpenQuestion

ANSWER, LOOK = 5, 30.0
"""Seconds for a scheduler to answer, and between two looks at whether any worker is left."""
IN_FLIGHT = 64
"""Submissions that are on their way at least, so that a cluster may grow meanwhile."""
LOST = (AttributeError, BrokenExecutor, CancelledError, ImportError, OSError)
"""What says that nobody is there, or a worker that joined late without this kit."""


@dataclass(frozen=True)
class ClusterGrader:
    """Sends submissions to an executor, of which every process must have the same terms.

    place: what it is, for messages. workers: submissions on their way at a time. is_alive: whether
    anybody is left to grade. close: hangs up.
    """

    executor: Executor
    terms: Terms
    place: str
    workers: int
    close: Callable[[], None]
    trusted: bool = False
    is_alive: Callable[[], bool] = lambda: True

    @property
    def level(self) -> str:
        return self.terms.level

    def grade(
        self,
        files: Mapping[str, bytes],
        seed: str,
        submission: str,
        *,
        questions: "Sequence[OpenQuestion]" = (),
    ) -> Report:
        """Grade one submission. Raises GradersLostError if nobody can, in the same way."""
        asked = (dict(files), seed, submission, tuple(questions))
        request = msgspec.json.encode(GradingRequest(self.terms, self.trusted, *asked))
        found: str | Report = msgspec.json.decode(self._answer(request), type=str | Report)
        if isinstance(found, str):
            raise lost(found)
        return replace(found, verdict=found.verdict and replace(found.verdict, seed=seed))

    def _answer(self, request: bytes) -> bytes:
        """What a worker says. Whoever dies over it is replaced by the executor, if it can."""
        try:
            future = self.executor.submit(cluster_worker.grade, request)
            while not wait([future], LOOK).done:
                if not self.is_alive():
                    raise lost(f"{self.place} has no workers any more.")
            return future.result()
        except LOST as error:
            why = f"{type(error).__name__}: {error}".strip(": ")
            raise lost(f"{self.place} was lost ({why}).") from error


def lost(why: str) -> GradersLostError:
    said = f"{why} Every verdict so far is kept; type the same command to go on."
    return GradersLostError(said, exit_code=2)


def dask_grader(address: str, *, trusted: bool) -> ClusterGrader:
    """The workers of a Dask cluster, each asked for its terms. Raises KitError."""
    if find_spec("distributed") is None:
        wanted = install_command("-e", '".[cluster]"')
        raise KitError(f"--dask needs Dask, which is not installed: {wanted}", exit_code=2)
    client = _client(address)
    try:
        return _asked(client, f"The Dask cluster at {address}", trusted=trusted)
    except BaseException:
        client.close()
        raise


def _client(address: str) -> "Client":
    """A connection to a scheduler, which logs nothing. Raises KitError."""
    from distributed import Client, Security
    from distributed.comm import connect

    for name in ("distributed", "distributed.client"):  # which set their levels when imported
        logging.getLogger(name).setLevel(logging.CRITICAL)

    async def knock() -> None:  # as a client that fails to start is not quiet about it
        how = Security().get_connection_args("client")
        await (await connect(address, timeout=ANSWER, **how)).close()

    try:
        asyncio.run(knock())
        return Client(address, timeout=ANSWER, set_as_default=False)
    except Exception as error:
        raise KitError(
            f"No Dask scheduler answers at {address} ({error}): start one, or correct the address, "
            "which looks like tcp://HOST:8786.",
            exit_code=2,
        ) from error


def _asked(client: "Client", place: str, *, trusted: bool) -> ClusterGrader:
    greetings = client.run(cluster_worker.greet, trusted=trusted, on_error="return")
    if not greetings:
        raise KitError(f"{place} has no workers: start some, and type this again.", exit_code=2)
    return ClusterGrader(
        client.get_executor(pure=False),
        agreed(greetings),
        place,
        max(IN_FLIGHT, 2 * sum(client.nthreads().values())),
        client.close,
        trusted,
        lambda: bool(client.nthreads()),
    )


def agreed(greetings: Mapping[str, object]) -> Terms:
    """The terms that all workers share. greetings: by address.

    Raises KitError if those of one differ from the terms of this process, or of the others.
    """
    found = [_terms_of(*one) for one in greetings.items()]
    wanted = own_terms(found[0].level)
    if refusal := next(filter(None, (one.refusal(wanted) for one in found)), ""):
        raise KitError(refusal, exit_code=2)
    return wanted


def _terms_of(address: str, greeting: object) -> Terms:
    """What a worker said. Raises KitError if it could not, or has said why it does not grade."""
    try:
        said: str | Terms = msgspec.json.decode(cast(bytes, greeting), type=str | Terms)
    except (TypeError, msgspec.DecodeError):
        why = f"; it said: {greeting}" if isinstance(greeting, Exception) else ""
        raise KitError(
            f"The worker at {address} does not have this version of the kit: {SAME}{why}.",
            exit_code=2,
        ) from None
    if isinstance(said, str):
        raise KitError(said, exit_code=2)
    return said
