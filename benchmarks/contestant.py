"""What every contestant is asked on its command line, and how it answers.

Each runs in a process of its own and prints one JSON object, so that nothing is
shared and a contestant can be written in any language.
"""

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .agreement import Figures
from .tables import TWELVE, Table, name_of, table_of
from .usage import Spent, now, peak_memory

THREADS = 2


@dataclass(frozen=True)
class Question:
    """The survey, and what to compute of it.

    Parameters
    ----------
    survey
        A Parquet file, or a folder of them.
    tables
        Breakdowns of the four figures.
    threads
        Threads of the engine.
    memory
        Memory cap of the engine, such as ``4GB``; None for its default.
    """

    survey: Path
    tables: tuple[Table, ...] = TWELVE
    threads: int = THREADS
    memory: str | None = None

    @property
    def files(self) -> str:
        """Return the path that an engine reads: one file or all of a folder."""
        inside = self.survey / "*.parquet" if self.survey.is_dir() else self.survey
        return str(inside)

    @property
    def settings(self) -> dict[str, Any]:
        """Return the settings of DuckDB; what spills lies beside the survey."""
        spill = {"temp_directory": str(self.survey.with_name("spill"))}
        cap = {"memory_limit": self.memory} if self.memory else {}
        return {"threads": self.threads, **spill, **cap}

    def arguments(self) -> list[str]:
        """Return the question as `question` reads it."""
        asked = [str(self.survey), "--threads", str(self.threads)]
        cap = ["--memory", self.memory] if self.memory else []
        return [*asked, *cap, "--tables", *map(name_of, self.tables)]


def parser(description: str | None) -> argparse.ArgumentParser:
    """Return the command line that all contestants share."""
    asked = argparse.ArgumentParser(description=(description or "").split("\n")[0])
    asked.add_argument("survey", type=Path, help="Parquet file, or folder of files")
    asked.add_argument("--tables", nargs="+", type=table_of, default=TWELVE)
    asked.add_argument("--threads", type=int, default=THREADS)
    asked.add_argument("--memory", help="memory cap of the engine, such as 4GB")
    return asked


def question(given: argparse.Namespace) -> Question:
    """Return what was asked on the command line."""
    return Question(given.survey, tuple(given.tables), given.threads, given.memory)


def hand_in(name: str, figures: Figures, *, work: Spent, version: str) -> None:
    """Print the answer of a contestant that is a Python process.

    Parameters
    ----------
    name
        Short name of the contestant.
    figures
        Its numbers by key.
    work
        What the figures cost once data and libraries were at hand.
    version
        Of the software that did the work.
    """
    answer = {
        "contestant": name,
        "version": version,
        "cpu_seconds": now().cpu,
        "work_cpu_seconds": work.cpu,
        "work_wall_seconds": work.wall,
        "peak_bytes": peak_memory(),
        "figures": figures,
    }
    sys.stdout.write(json.dumps(answer) + "\n")
