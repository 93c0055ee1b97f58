"""What all tests of the learner's tools have in common."""

import pytest


@pytest.fixture(autouse=True)
def _uncounted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Count no lines in the processes that they start.

    On Python 3.13.0, a worker that is counted sometimes never gets through its imports: coverage's
    monitor is called again and again for the same code.
    """
    for name in ("COVERAGE_PROCESS_CONFIG", "COVERAGE_PROCESS_START"):
        monkeypatch.delenv(name, raising=False)
