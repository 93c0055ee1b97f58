"""The autograder for Gradescope: a zip file of the copy for a class and of two scripts.

Gradescope unpacks it to /autograder/source, runs `setup.sh` once and `run_autograder` for each
submission. AUTOGRADER_ROOT names another folder than /autograder. The copy has no solutions: what
a submission can read there, learners have anyway.
"""

import tempfile
from pathlib import Path

from autograder.authoring.release import bundle, free_place, zip_of
from autograder.grading.files import Step

SETUP = """\
#!/usr/bin/env bash
# Installs a Python that is new enough, and what the checks need. Gradescope runs this once.
set -euo pipefail
root="${AUTOGRADER_ROOT:-/autograder}"
if ! python3 -c 'import ensurepip, venv' 2> /dev/null; then
  apt-get update
  apt-get install --yes python3-venv
fi
python3 -m venv "$root/uv"
"$root/uv/bin/python" -m pip install --quiet "uv>=0.9,<1"
"$root/uv/bin/uv" venv --quiet --python ">=3.11" "$root/python"
"$root/uv/bin/uv" pip install --quiet --python "$root/python" "$root"/source/*.whl
"""
RUN = """\
#!/usr/bin/env bash
# Grades one submission. Gradescope runs this for each, and reads results/results.json.
set -euo pipefail
root="${AUTOGRADER_ROOT:-/autograder}"
python="${AUTOGRADER_PYTHON:-$root/python/bin/python}"
cd "$root/source"
exec "$python" -m autograder.classroom.gradebooks.gradescope_run "$root"
"""
SCRIPTS = {"run_autograder": RUN.encode(), "setup.sh": SETUP.encode()}


def write_bundle(target: Path) -> Step:
    """Write the autograder to a new file `target`.zip. All or nothing. Raises KitError, OSError."""
    place = free_place(target, zipped=True)
    content = zip_of({**SCRIPTS, **bundle()}, programs=SCRIPTS)
    with tempfile.TemporaryDirectory(prefix=f".{place.name}.", dir=place.parent) as room:
        made = Path(room) / place.name
        made.write_bytes(content)
        made.rename(place)
    shown = target.with_name(place.name)
    how = "upload it to Gradescope as the autograder of a programming assignment"
    return Step(f"Wrote the autograder, without solutions, to {shown}: {how}.")
