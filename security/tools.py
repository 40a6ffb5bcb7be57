"""Programs that others keep: where they are, and what to do when they are not."""

import shutil
import subprocess
from pathlib import Path

from faults.room import PROJECT
from security.search import CouldNotLook

OWN = PROJECT / ".venv-security" / "bin"
_OF_THE_SYSTEM = ("wapiti", "sqlmap")


def tool(name: str) -> str:
    """Return the program of this name.

    Raises
    ------
    CouldNotLook
        When it is not installed.
    """
    if name in _OF_THE_SYSTEM:
        if found := shutil.which(name):
            return found
        raise CouldNotLook(
            f"{name} is not installed",
            to_do=f"as an administrator: apt-get install {name}",
        )
    path = OWN / name
    if not path.exists():
        raise CouldNotLook(f"{name} is not installed", to_do="make security")
    return str(path)


def answered(
    command: list[str], *, fine: tuple[int, ...], folder: Path, seconds: int
) -> str:
    """Run a program in `folder` to its end and return what it said.

    Parameters
    ----------
    fine
        Exit codes with which it ends when it could look.

    Raises
    ------
    CouldNotLook
        When it ended otherwise, or not in time.
    """
    name = Path(command[0]).name
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise CouldNotLook(
            f"{name} did not end within {seconds} s", to_do="give it more time"
        ) from None
    said = done.stdout.decode("utf-8", errors="replace")
    if done.returncode not in fine:
        raise CouldNotLook(
            f"{name} ended with {done.returncode}: {said[-1500:]}",
            to_do="see what it says",
        )
    return said
