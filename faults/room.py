"""The folder in which trials happen, and the programs that they start there.

Everything that a program writes to its error stream is kept in ``logs``, since the last
trial reads it all.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.request import urlopen

PROJECT = Path(__file__).parent.parent
HEADLOAD = (sys.executable, "-m", "headload")
_STARTS_WITHIN = 90


@dataclass(frozen=True)
class Done:
    """How a program ended."""

    status: int
    said: str
    seconds: float


@dataclass(frozen=True)
class Served:
    """A site that is being served.

    Parameters
    ----------
    address
        Without a slash at the end.
    """

    address: str
    home: Path
    process: subprocess.Popen[bytes]


@dataclass(frozen=True)
class Sizes:
    """How much is tried; by default as much as every change can be tried with.

    Parameters
    ----------
    minutes
        How long a crowd reads.
    soak
        Minutes of the longest trial.
    rows
        Of the large survey.
    works
        Of the library that is indexed.
    edits
        Of each of four writers on SQLite.
    kills
        Moments at which commands are killed.
    """

    minutes: float = 2
    soak: float = 5
    rows: int = 10_000_000
    works: int = 1_000
    edits: int = 150
    kills: int = 50


class Room:
    """A folder with a measured release and a site of it."""

    def __init__(self, folder: Path, sizes: Sizes) -> None:
        self.folder, self.sizes = folder, sizes
        self.logs = folder / "logs"
        shutil.rmtree(self.logs, ignore_errors=True)
        self.logs.mkdir(parents=True)
        self._numbers = count(1)

    def place(self, name: str) -> Path:
        """Return an empty folder of this name."""
        path = self.folder / name
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir()
        return path

    def demo(self) -> Path:
        """Return the folder with the bundled survey and its release, made once."""
        folder = self.folder / "demo"
        if not folder.exists():
            self.need("demo", "--out", str(folder))
        return folder

    def other(self) -> Path:
        """Return a second release of the demo's survey, made once."""
        folder = self.folder / "other"
        if not folder.exists():
            survey = str(next(self.demo().glob("*.sav")))
            asked = ("--survey", "xts/lfs/2025q1", "--standard", "icls21", "-q")
            self.need("measure", survey, *asked, "--out", str(folder))
        return folder

    def home(self, name: str) -> Path:
        """Return a site of its own with the demo's release."""
        template = self.folder / "template"
        if not template.exists():
            self.need("site", "init", home=template)
            self.need("site", "load", str(self.demo() / "release"), home=template)
        return self.copied(template, name)

    def copied(self, home: Path, name: str) -> Path:
        """Return a copy of a site under another name."""
        path = self.folder / name
        shutil.rmtree(path, ignore_errors=True)
        shutil.copytree(home, path)
        path.chmod(0o700)
        return path

    def environment(
        self, home: Path | None = None, more: Mapping[str, str] | None = None
    ) -> dict[str, str]:
        """Return the environment of a program of this room."""
        own = {
            "PYTHONPATH": os.pathsep.join(
                [str(PROJECT), str(PROJECT / "src"), str(PROJECT / "tests")]
            ),
            "HEADLOAD_HTTPS": "no",
            "HEADLOAD_HOSTS": "127.0.0.1,localhost,testserver",
            "DJANGO_SETTINGS_MODULE": "headload.apps.site.settings",
        }
        own |= {"HEADLOAD_HOME": str(home)} if home else {}
        return os.environ | own | dict(more or {})

    def start(
        self,
        command: tuple[str, ...],
        *,
        home: Path | None = None,
        more: Mapping[str, str] | None = None,
    ) -> subprocess.Popen[bytes]:
        """Start a program in a session of its own; what it says goes to the logs."""
        name = f"{next(self._numbers):04d}.log"
        with (self.logs / name).open("wb") as log:
            process = subprocess.Popen(
                command,
                cwd=self.folder,
                env=self.environment(home, more),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        process.log = self.logs / name  # type: ignore[attr-defined]
        return process

    def run(
        self,
        *arguments: str,
        home: Path | None = None,
        more: Mapping[str, str] | None = None,
        before: tuple[str, ...] = (),
    ) -> Done:
        """Run a command of Headload to its end, behind another program if need be."""
        return self.ended((*before, *HEADLOAD, *arguments), home=home, more=more)

    def ended(
        self,
        command: tuple[str, ...],
        *,
        home: Path | None = None,
        more: Mapping[str, str] | None = None,
    ) -> Done:
        """Run any program to its end."""
        began = time.monotonic()
        process = self.start(command, home=home, more=more)
        status = process.wait()
        return Done(status, said(process), time.monotonic() - began)

    def need(self, *arguments: str, home: Path | None = None, **more: str) -> Done:
        """Run a command that has to end well for the trials to mean anything.

        Raises
        ------
        RuntimeError
            When it does not.
        """
        done = self.run(*arguments, home=home, more=more)
        if done.status:
            raise RuntimeError(f"headload {' '.join(arguments)}: {done.said[-2000:]}")
        return done

    def checked(self, home: Path, *, before: tuple[str, ...] = ()) -> Done:
        """Run `headload site check` on a site, set up as for the open web."""
        safe = {"HEADLOAD_HTTPS": "yes"}
        return self.run("site", "check", home=home, more=safe, before=before)

    @contextmanager
    def serving(
        self, home: Path, more: Mapping[str, str] | None = None, *, workers: int = 1
    ) -> Iterator[Served]:
        """Serve a site while the context is open."""
        port = _free_port()
        asked = ("site", "serve", "--port", str(port), "--workers", str(workers))
        process = self.start((*HEADLOAD, *asked), home=home, more=more)
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(f"{address}/health", process)
            yield Served(address, home, process)
        finally:
            process.terminate()
            process.wait()


def said(process: subprocess.Popen[bytes]) -> str:
    """Return all that a program of the room said."""
    log: Path = process.log  # type: ignore[attr-defined]
    return log.read_text("utf-8", errors="replace")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            with urlopen(address, timeout=5):  # noqa: S310 - an address of this room
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"the site did not start: {said(process)[-2000:]}")
