"""The wheel of a copy: what `%pip install` takes, where a notebook has no project around it.

A wheel is a zip file of the package and of a few pages about it
(https://packaging.python.org, "Binary distribution format").
"""

import base64
import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

from autograder.grading.spec import PACKAGE, PROJECT
from autograder.kit import DISTRIBUTION

KIND = """\
Wheel-Version: 1.0
Generator: autograder release
Root-Is-Purelib: true
Tag: py3-none-any
"""
ABOUT = """\
Metadata-Version: 2.1
Name: {name}
Version: {version}
Summary: {description}
License: {license}
Requires-Python: {requires-python}
"""


def wheel_name() -> str:
    """What pip wants this kit's wheel to be called: it reads name and version there."""
    try:
        project = project_table((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    except FileNotFoundError:  # the kit itself was installed from a wheel
        project = {"name": DISTRIBUTION, "version": metadata.version(DISTRIBUTION)}
    return f"{_stem(project)}-py3-none-any.whl"


def wheel_files(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The content of a wheel of the copy with these files: its package, nothing else of it."""
    project = project_table(files["pyproject.toml"].decode())
    info = f"{_stem(project)}.dist-info"
    scripts = "".join(f"{name} = {start}\n" for name, start in project["scripts"].items())
    needs = "".join(f"Requires-Dist: {one}\n" for one in project["dependencies"])
    found = {name: files[name] for name in files if Path(name).parts[0] == PACKAGE.name}
    found |= {
        f"{info}/METADATA": (ABOUT.format(**project) + needs).encode(),
        f"{info}/WHEEL": KIND.encode(),
        f"{info}/entry_points.txt": f"[console_scripts]\n{scripts}".encode(),
        f"{info}/licenses/LICENSE": files["LICENSE"],
    }
    record = "".join([*_record(found), f"{info}/RECORD,,\n"])
    return found | {f"{info}/RECORD": record.encode()}


def project_table(pyproject: str) -> dict[str, Any]:
    """Name, version, dependencies and more."""
    table: dict[str, Any] = tomllib.loads(pyproject)["project"]
    return table


def _stem(project: Mapping[str, Any]) -> str:
    return f"{project['name'].replace('-', '_')}-{project['version']}"


def _record(files: Mapping[str, bytes]) -> Iterator[str]:
    """A line for each file: path, hash, size."""
    for name, content in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")
        yield f"{name},sha256={digest},{len(content)}\n"
