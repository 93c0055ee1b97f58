"""The gate: what a check that was not judged waits for, in one sentence."""

from autograder.grading.verdict import CheckResult, TaskResult

SENTENCES = {"waits", "calls_a_stub", "not_handed_in", "budget"}
"""Keys of what a check says if it never came to a judgement: its message is the reason."""

ENDED = {
    *("too_slow", "forbidden", "output", "stopped_early"),
    *("interpreter_crashed", "unreadable_answer"),
}
"""Keys of mistakes after which a function is not called again."""


def gate_of(check: CheckResult, task: TaskResult) -> str:
    """Why a check of this task was not judged, and which other one that depends on; or "".

    It says no more than the message of the check does: from a verdict without inputs, it has none.
    """
    said = check.diagnosis
    if check.waits:
        return "It waits until Python can read the file."
    if check.points is None:
        return "Its points are open until a person has looked."
    if said and said.key in SENTENCES:
        return check.message
    earlier = _ended_in(check, task)
    return f"{check.function} was not called again after '{earlier}'." if earlier else ""


def _ended_in(check: CheckResult, task: TaskResult) -> str:
    """The title of the earlier check in which the function was given up; "" for none."""
    said = check.diagnosis
    if said is None or said.key not in ENDED or "file" in said.fields:
        return ""
    before = task.checks[: task.checks.index(check)]
    return next((one.title.rstrip(".") for one in before if one.mistake == said.key), "")


def source_of(task: TaskResult, failed: frozenset[str]) -> str:
    """Which earlier tasks may be the cause of a FIX here, as a sentence. failed: tasks with one."""
    used = [number for number in task.uses if number in failed]
    if task.task not in failed or not used:
        return ""
    return f"This may come from {' and '.join(used)}: finish {used[0]} first."
