"""A file that hides a library: Python takes a learner's sympy.py for SymPy itself."""

import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from autograder.grading.errors import KitError

KIT = Path(__file__).resolve().parents[2]
LIBRARIES = {"matplotlib", "mpmath", "msgspec", "numpy", "pytest", "sympy"}
TAKEN = LIBRARIES | sys.stdlib_module_names
HIDES = (
    "{file} hides the library {name}: Python takes your file for it. "
    "Rename it, for instance to my_{name}{ending}, and the library is back."
)


@contextmanager
def naming_shadows() -> Iterator[None]:
    """If the body fails over a file that hides a library, say so instead. Raises KitError."""
    try:
        yield
    except KitError:
        raise
    except Exception as error:
        if found := shadow_in(error):
            raise KitError(_sentence_on(found)) from None
        raise


def shadows_in(folder: Path) -> list[str]:
    """A sentence on each file that hides a library from the scripts beside it."""
    found = sorted(folder.glob("*.py")) if folder.is_dir() else ()
    return [_sentence_on(path) for path in found if path.stem in TAKEN]


def _sentence_on(file: Path) -> str:
    whole = file.parent if file.stem == "__init__" else file
    name, ending = whole.name.removesuffix(".py"), "" if whole is not file else ".py"
    try:
        shown = whole.relative_to(Path.cwd())
    except ValueError:
        shown = whole
    return HIDES.format(file=shown, name=name, ending=ending)


def shadow_in(error: BaseException) -> Path | None:
    """The file of a learner's that was imported for a library on the way to an error."""
    passed = [frame.filename for frame in traceback.extract_tb(error.__traceback__)]
    loaded = [getattr(module, "__file__", None) for module in [*sys.modules.values()]]
    named = [*passed, getattr(error, "filename", None), *loaded]
    files = (Path(one).resolve() for one in named if isinstance(one, str))
    return next((file for file in files if _is_shadow(file)), None)


def _is_shadow(file: Path) -> bool:
    """Whether it is where a learner works, and has the name of a library."""
    here = Path.cwd().resolve()
    whole = file.parent if file.stem == "__init__" else file
    is_taken = whole.name.removesuffix(".py") in TAKEN
    return is_taken and whole.parent in {here, here / "exercises", KIT, KIT / "exercises"}
