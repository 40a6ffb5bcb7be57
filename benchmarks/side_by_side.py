"""One size of survey: every contestant in turn, figures compared before costs."""

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from .agreement import agreement
from .contestant import Question
from .process import ended
from .sizes import Size

BYTES_A_ROW = 24  # of disk: the file, and as much again for what spills

Say = Callable[[str], None]


@dataclass(frozen=True)
class Bench:
    """Where the work is done.

    Parameters
    ----------
    folder
        For surveys; emptied by whoever made it.
    peers
        The Python that has svy.
    say
        Told what is being done.
    """

    folder: Path
    peers: Path
    say: Say

    def survey(self, name: str, *arguments: str) -> Path:
        """Return a survey of this name, written when it is not there."""
        path = self.folder / name
        if not path.exists():
            self.say(f"writing {name}")
            self.run("survey", str(path), *arguments)
        return path

    def run(self, module: str, *arguments: str) -> str:
        """Run a module of this folder and return what it printed."""
        return ended(self._command(module, *arguments)).output

    def answer(self, name: str, asked: Question) -> dict[str, Any]:
        """Return what a contestant answers, in a process of its own."""
        self.say(f"{name} on {asked.survey.stem}")
        found = ended(self._command(MODULES[name], *asked.arguments()))
        answer: dict[str, Any] = json.loads(found.output)
        return answer | {"wall_seconds": found.wall_seconds}

    def turns(
        self, asked: Question, runs: int, *, methods: tuple[str, ...] = ()
    ) -> dict[str, Any]:
        """Return what methods cost in a warm process."""
        chosen = ["--methods", *methods] if methods else []
        printed = self.run("warm", *asked.arguments(), "--runs", str(runs), *chosen)
        found: dict[str, Any] = json.loads(printed)
        return found

    def _command(self, module: str, *arguments: str) -> list[str]:
        python = self.peers if module == MODULES["svy"] else sys.executable
        return [str(python), "-m", f"benchmarks.{module}", *arguments]


MODULES = {
    "ours": "ours",
    "floor": "floor",
    "scan": "scan",
    "svy": "peer_svy",
    "r": "peer_r",
}
ENGINES = ("ours", "floor", "scan")


def side_by_side(size: Size, bench: Bench) -> dict[str, Any]:
    """Return costs and agreement of every contestant at one size.

    Raises
    ------
    OSError
        When the disk has no room for the survey.
    """
    _refuse_full_disk(size, bench.folder)
    file = bench.survey(f"{size.name}.parquet", "--rows", str(size.rows))
    asked = Question(file, memory=size.memory)
    peers = [name for name in size.peers if _is_here(name, bench)]
    answers = {name: bench.answer(name, asked) for name in (*ENGINES, *peers)}
    figures = {name: answer.pop("figures") for name, answer in answers.items()}
    bench.say(f"taking turns on {size.name}")
    return {
        "rows": size.rows,
        "psus": size.psus,
        "file_bytes": file.stat().st_size,
        "memory": size.memory,
        "warm": bench.turns(asked, size.turns) if size.turns else {},
        "processes": answers,
        "agreement": {
            name: asdict(agreement(figures["ours"], figures[name]))
            for name in ("floor", *peers)
        },
    }


def _is_here(name: str, bench: Bench) -> bool:
    program = "Rscript" if name == "r" else str(bench.peers)
    if shutil.which(program):
        return True
    bench.say(f"{name} is not installed: left out")
    return False


def _refuse_full_disk(size: Size, folder: Path) -> None:
    needed, free = size.rows * BYTES_A_ROW, shutil.disk_usage(folder).free
    if needed > free:
        raise OSError(
            f"{size.name} rows need {needed / 1e9:.1f} GB of disk, "
            f"{free / 1e9:.1f} GB are free: name another folder with TMPDIR"
        )
