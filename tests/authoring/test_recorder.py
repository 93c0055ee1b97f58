"""
Recording the solutions' answers.
"""

from __future__ import annotations

import json

import pytest

from autograder.authoring.recorder import check_recordings, record
from autograder.grading.recording import recorded
from autograder.grading.spec import spec_names


@pytest.mark.parametrize("exercise", spec_names())
def test_recording_twice_gives_the_same_questions(exercise: str) -> None:
    """
    Recording again asks what the record on file holds.
    """
    on_file = json.loads(recorded(exercise).read_text())

    assert set(on_file["answers"]) == set(record(exercise).answers)


def test_records_on_file_are_in_step() -> None:
    """
    The check of a clean checkout finds nothing to do.
    """
    assert [] == list(check_recordings())
