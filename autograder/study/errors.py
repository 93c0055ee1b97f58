"""What a learner's command cannot do, in one sentence that says how to go on."""

from __future__ import annotations


class StudyError(Exception):
    """is_usage: the command itself was not understood, such as the name of a task."""

    def __init__(self, sentence: str, *, is_usage: bool = False) -> None:
        super().__init__(sentence)
        self.is_usage = is_usage
