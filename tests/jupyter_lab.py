"""
A real JupyterLab on loopback, with a real browser, for tests and for manual use.

The user's own Jupyter settings are neither read nor written, nothing leaves the machine, and no
process and no file stays behind.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from autograder.grading.spec import PROJECT

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NO_BROWSER = "needs a browser: install Chromium (Debian: apt-get install chromium) or Google Chrome"
PATIENCE = 60.0  # seconds; a cold start on a busy machine takes ten
FLAGS = (
    "--no-first-run",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
# News, updates and lists of extensions come from the network; a pop-up would cover the notebook.
SETTINGS = {
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}


@dataclass(frozen=True, slots=True)
class Lab:
    """
    A running server. address: ends with a slash. log: the output of the server and its kernels.
    """

    address: str
    token: str
    log: Path

    def open(self, browser: Browser, path: str) -> Page:
        """
        A page of the server, such as lab/tree/work.ipynb, in a browser that is logged in.

        The token in the address is enough for JupyterLab itself, but the cookie that nbgrader sets
        for it is valid only in the folder of that one page.
        """
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(PATIENCE * 1000)
        expect.set_options(timeout=PATIENCE * 1000)
        page.request.get(f"{self.address}api/status?token={self.token}")
        page.goto(f"{self.address}{path}")
        return page


@contextmanager
def jupyter_lab(
    folder: Path, *arguments: str, settings: Mapping[str, Mapping[str, Any]] = SETTINGS
) -> Iterator[Lab]:
    """
    JupyterLab on a folder, with an empty configuration, until the block ends.

    arguments: more arguments for `jupyter lab`. settings: for plugins of @jupyterlab, by name.
    """
    with tempfile.TemporaryDirectory(prefix="jupyter-", ignore_cleanup_errors=True) as own:
        room = Path(own)
        _write_settings(room / "settings" / "@jupyterlab", settings)
        token = secrets.token_hex(16)
        with (room / "log").open("wb") as log:
            server = _start(folder, room, token, log, arguments)
        try:
            yield Lab(_address(server, room), token, room / "log")
        finally:
            _stop(server, room)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium, headless; skips the test if there is none."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        pytest.skip(NO_BROWSER)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def _write_settings(folder: Path, settings: Mapping[str, Mapping[str, Any]]) -> None:
    for plugin, values in settings.items():
        file = folder / f"{plugin}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(values), encoding="utf-8")


def _start(
    folder: Path, room: Path, token: str, log: Any, arguments: tuple[str, ...]
) -> subprocess.Popen[bytes]:
    command = (sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root")
    options = (
        "--ServerApp.ip=127.0.0.1",
        "--ServerApp.port=0",  # a free one
        f"--ServerApp.root_dir={folder}",
        f"--IdentityProvider.token={token}",
        "--LabApp.extension_manager=readonly",
        "--LabApp.news_url=None",
    )
    return subprocess.Popen(
        [*command, *options, *arguments],
        cwd=folder,
        env=_environment(room),
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
    )


def _environment(room: Path) -> dict[str, str]:
    """Folders for everything that Jupyter reads and writes; kernels find this checkout."""
    return {
        **os.environ,
        "JUPYTER_CONFIG_DIR": str(room / "config"),
        "JUPYTER_DATA_DIR": str(room / "data"),
        "JUPYTER_RUNTIME_DIR": str(room / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(room / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(room / "workspaces"),
        "IPYTHONDIR": str(room / "ipython"),
        "PYTHONPATH": str(PROJECT),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def _address(server: subprocess.Popen[bytes], room: Path) -> str:
    """Where the server listens, as soon as it does."""
    note = room / "runtime" / f"jpserver-{server.pid}.json"
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            return str(json.loads(note.read_text(encoding="utf-8"))["url"])
        except (OSError, ValueError):  # not there yet, or half written
            time.sleep(0.05)
    raise RuntimeError((room / "log").read_text(encoding="utf-8", errors="replace"))


def _stop(server: subprocess.Popen[bytes], room: Path) -> None:
    """End the server, and a kernel that it may have been about to start."""
    server.terminate()
    try:
        server.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
    for process in _processes(room):
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGTERM)


def _processes(room: Path) -> Iterator[int]:
    """Processes whose command line names the folder, if the system has /proc; otherwise none."""
    for command in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # it has ended meanwhile
            if os.fsencode(room) in command.read_bytes():
                yield int(command.parent.name)
