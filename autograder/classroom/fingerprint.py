"""Fingerprints of all that a verdict depends on, so that it is used again while it holds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from autograder.grading.spec import PACKAGE, PROJECT

# Reports may change without a submission being graded again.
ENGINE = ("grading", "judges", "mistakes", "recorded", "sandbox")
ENDINGS = {".py", ".json"}


def engine_files(package: Path = PACKAGE, project: Path = PROJECT) -> tuple[Path, ...]:
    """Specs, solutions, and the code that runs and judges."""
    specs = package.glob("test_*.py")
    solutions = (project / "solutions").glob("*.py")
    engine = (path for name in ENGINE for path in (package / name).rglob("*"))
    return tuple(sorted({*specs, *solutions, *(p for p in engine if p.suffix in ENDINGS)}))


def engine_fingerprint(files: Iterable[Path], versions: Mapping[str, str]) -> str:
    """One hash for all of that and for the versions of libraries."""
    contents = [(path.name, path.read_bytes()) for path in files]
    return fingerprint(json.dumps(dict(sorted(versions.items()))), *_flat(contents))


def submission_fingerprint(engine: str, level: str, seed: str, files: Mapping[str, bytes]) -> str:
    """The key of a verdict. level: how the submission is run."""
    return fingerprint("files", engine, level, seed, *_flat(sorted(files.items())))


def refusal_fingerprint(engine: str, submission: str, status: str, reason: str) -> str:
    """The key of a verdict if nothing is run."""
    return fingerprint("refusal", engine, submission, status, reason)


def fingerprint(*parts: str | bytes) -> str:
    """A hash of several parts; their lengths are part of it, so none can run into the next."""
    digest = sha256()
    for part in parts:
        content = part.encode(errors="backslashreplace") if isinstance(part, str) else part
        digest.update(b"%d:" % len(content) + content)
    return digest.hexdigest()


def _flat(pairs: Iterable[tuple[str, bytes]]) -> Iterable[str | bytes]:
    for name, content in pairs:
        yield name
        yield content
