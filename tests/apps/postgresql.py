"""A PostgreSQL server with a socket in its own folder and no port, and tests on it."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from needs import PROJECT, missing


def program(name: str) -> str:
    """Return the path of a program of PostgreSQL; Debian keeps them apart."""
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    found = str(kept[-1]) if kept else shutil.which(name)
    return found or missing("PostgreSQL", "install postgresql (make system)")


def as_user(command: Sequence[str]) -> list[str]:
    """Return a command as another user, since PostgreSQL refuses an administrator."""
    return (
        ["runuser", "-u", "postgres", "--", *command]
        if os.getuid() == 0
        else [*command]
    )


@contextmanager
def running() -> Iterator[str]:
    """Start a server that listens on a socket in its own folder, and nowhere else.

    The folder is not pytest's, which closes its own to other users.
    """
    place = Path(tempfile.mkdtemp(prefix="headload-pg-"))
    if os.getuid() == 0:
        shutil.chown(place, "postgres")
    data = place / "data"
    quiet = {"check": True, "capture_output": True, "cwd": "/"}
    initdb = [
        program("initdb"),
        "-D",
        str(data),
        "-U",
        "site",
        "-A",
        "trust",
        "--no-sync",
    ]
    subprocess.run(as_user(initdb), **quiet)
    options = f"-k {place} -c listen_addresses= -c fsync=off"
    control = [program("pg_ctl"), "-D", str(data), "-w", "-l", str(place / "log")]
    subprocess.run(as_user([*control, "-o", options, "start"]), **quiet)
    try:
        yield f"postgresql://site@/postgres?host={place}"
    finally:
        stop = [program("pg_ctl"), "-D", str(data), "-w", "-m", "immediate", "stop"]
        subprocess.run(as_user(stop), **quiet)
        shutil.rmtree(place)


def ran_on(server: str, without: Iterable[str]) -> subprocess.CompletedProcess[str]:
    """Run the tests of the site on a server, but files with names like some."""
    pytest = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")
    left = [f"--ignore-glob=*/apps/{name}" for name in without]
    return subprocess.run(
        [*pytest, *left, "tests/apps"],
        cwd=PROJECT,
        env={**os.environ, "DATABASE_URL": server},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
