"""What the checker and a runner say to each other, as JSON arrays.

    request    nothing, to load the file; then a CallRequest
    reply      a FileDescription, then a Reply for each call

Values are in the wire format of the codec. What comes from a runner is hostile: types, lengths and
counts are checked while it is read, and nothing but MessageError is raised.
"""

from collections.abc import Sequence
from typing import Annotated, Any, TypeVar

import msgspec
import numpy as np

from autograder.grading.caller import Trace
from autograder.grading.codec import CodecError, decode, encode
from autograder.grading.limit import TimeIsUp
from autograder.judges.answer import Answer, Crash, Spot
from autograder.sandbox.ipc import MessageError

HERE = TimeIsUp.__name__
"""The kind of a crash that is none, but says where interrupted code was, or where it ended."""
NAMES, STOPS, WARNINGS = 5_000, 100, 100

Text = Annotated[str, msgspec.Meta(max_length=300)]
Kind = Annotated[str, msgspec.Meta(max_length=60, pattern=r"^[A-Za-z_][A-Za-z0-9_]*\Z")]
Line = Annotated[int, msgspec.Meta(ge=0, le=10**6)]
Name = Annotated[str, msgspec.Meta(max_length=200)]

CrashForm = tuple[Kind, Text, Line | None, Text, Line | None, Text, Text]
"""A `Crash`, with the lengths that a runner may use."""


class _Form(msgspec.Struct, array_like=True, forbid_unknown_fields=True, frozen=True):
    """A JSON array with an item for each field, and no more."""


class NameDescription(_Form, frozen=True):
    """A name that a file defines. kind: the class of its value. is_own: the learner wrote it."""

    name: Name
    kind: Kind
    is_callable: bool
    is_own: bool
    is_stub: bool = False


class FunctionPlace(_Form, frozen=True):
    """Where a function begins. line: 0 if only its cell is known."""

    function: Name
    line: Line
    cell: Line | None


class FileDescription(_Form, frozen=True):
    """What loading a file gave. places: of the functions that it defines, or tries to define."""

    file: Name
    names: Annotated[tuple[NameDescription, ...], msgspec.Meta(max_length=NAMES)]
    unreadable: CrashForm | None
    stops: Annotated[tuple[CrashForm, ...], msgspec.Meta(max_length=STOPS)]
    slow: bool
    left_out: Annotated[str, msgspec.Meta(max_length=2_000)]
    places: Annotated[tuple[FunctionPlace, ...], msgspec.Meta(max_length=NAMES)]


class Reply(_Form, frozen=True):
    """What a call gave. afterwards: its arguments; None for one that did not change."""

    index: Annotated[int, msgspec.Meta(ge=0)]
    value: list[Any]
    afterwards: Annotated[tuple[list[Any] | None, ...], msgspec.Meta(max_length=20)]
    crash: CrashForm | None
    printed: Annotated[str, msgspec.Meta(max_length=65_536)]
    warned: Annotated[tuple[Text, ...], msgspec.Meta(max_length=WARNINGS)]


class CallRequest(msgspec.Struct, array_like=True, frozen=True):
    """Calls that a runner is asked to make.

    index: of the first call; every call has its own, so no reply passes for another one.
    fresh: a check begins. calls: the arguments of each. again: the call was made before, and its
    Trace is asked for instead of its answer.
    """

    index: int
    fresh: bool
    function: str
    calls: list[list[Any]]
    again: bool = False


Form = TypeVar("Form")

_ENCODER = msgspec.json.Encoder()
_DESCRIPTIONS = msgspec.json.Decoder(FileDescription)
_REPLIES = msgspec.json.Decoder(Reply)

LOAD = b""
"""The request to load the file: always the first one."""

read_request = msgspec.json.Decoder(CallRequest).decode
"""In the runner; a request comes from the checker and is trusted."""

write_description = _ENCODER.encode


def write_calls(
    index: int, fresh: bool, function: str, many: Sequence[tuple[Any, ...]], *, again: bool = False
) -> bytes:
    wires = [[encode(one) for one in arguments] for arguments in many]
    return _ENCODER.encode(CallRequest(index, fresh, function, wires, again))


def read_description(content: bytes) -> FileDescription:
    """Raises MessageError."""
    return _read(_DESCRIPTIONS, content)


def write_reply(index: int, answer: Answer) -> bytes:
    """A reply; the value of the answer is in its wire form already, or None."""
    pairs = zip(answer.asked, answer.afterwards, strict=True)
    form = Reply(
        index,
        answer.value or encode(None),
        tuple(_changed(before, after) for before, after in pairs),
        crash_form(answer.crash) if answer.crash else None,
        sendable(answer.printed),
        tuple(sendable(one)[:300] for one in answer.warned[:WARNINGS]),
    )
    try:
        return _ENCODER.encode(form)
    except UnicodeEncodeError:
        return _ENCODER.encode(msgspec.structs.replace(form, value=["x", "object", "str"]))


def read_reply(content: bytes, index: int, function: str, asked: tuple[Any, ...]) -> Answer:
    """The answer to call number `index`. Raises MessageError."""
    form = _read(_REPLIES, content)
    if form.index != index or len(form.afterwards) != len(asked):
        raise MessageError("This answers another call.")
    pairs = zip(asked, form.afterwards, strict=True)
    try:
        value = decode(form.value)
        after = tuple(before if wire is None else decode(wire) for before, wire in pairs)
    except CodecError as error:  # a crash of the function, as in a local run
        failed = Crash(type(error).__name__, str(error))
        return Answer(function, None, asked, asked, failed, form.printed, form.warned)
    return Answer(function, value, asked, after, crash(form.crash), form.printed, form.warned)


def write_trace(index: int, trace: Trace) -> bytes:
    """A reply that holds a trace, or says only where code is."""
    end = trace.end
    found = Crash(HERE, "", end.line, cell=end.cell) if end else Crash(HERE, "")
    return write_reply(index, Answer("", encode(trace.first), crash=found))


def read_trace(content: bytes, index: int) -> Trace:
    """The trace of call number `index`. Raises MessageError."""
    answer = read_reply(content, index, "", ())
    end = _spot_in(answer.crash)
    match answer.value:
        case (str(name), value) if all(part.isidentifier() for part in name.split(".")):
            return Trace(end, (name, value))
    return Trace(end)


def read_spot(content: bytes) -> Spot | None:
    """Where interrupted code was, or ended; None if this is an answer. Raises MessageError."""
    return _spot_in(crash(_read(_REPLIES, content).crash))


def _spot_in(found: Crash | None) -> Spot | None:
    return found.spot if found and found.kind == HERE else None


def crash_form(crash: Crash) -> CrashForm:
    text, source = sendable(crash.text)[:300], sendable(crash.source)[:300]
    named = crash.owner[:60], crash.own_raise[:60]
    return crash.kind[:60], text, crash.line, source, crash.cell, *named


def crash(form: CrashForm | None) -> Crash | None:
    return Crash(*form) if form else None


def _read(decoder: msgspec.json.Decoder[Form], content: bytes) -> Form:
    try:
        return decoder.decode(content)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise MessageError(f"Not a message: {type(error).__name__}.") from None


def _changed(before: Any, after: Any) -> list[Any] | None:
    """The wire form of an argument after a call; None if not a bit of it changed."""
    if type(before) is np.ndarray and type(after) is np.ndarray:  # most of the traffic
        alike = before.dtype == after.dtype and before.shape == after.shape
        if alike and before.dtype != object and before.tobytes() == after.tobytes():
            return None
    wire = encode(after)
    return None if wire == encode(before) else wire


def sendable(text: str) -> str:
    """Text of bearable length without lone surrogates, which JSON cannot hold."""
    return text.encode("utf-8", "backslashreplace").decode()[:65_536]
