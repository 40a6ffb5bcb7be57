"""The engine that does the sums: DuckDB on this machine, or Spark on many.

Both evaluate the same Ibis expressions and give the same bits. The engine works in
the private folder of the measurement and is closed with it, however it ends.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ibis

from headload.errors import WrongUse
from headload.measure.pipeline.memory import memory_limit

ENGINES = ("duckdb", "spark")


@dataclass(frozen=True)
class EngineSettings:
    """Which engine, and what it may take. No figure depends on any of it.

    Parameters
    ----------
    name
        ``duckdb`` or ``spark``.
    threads
        Threads on this machine; None lets the engine choose.
    memory
        Memory cap, such as ``2GB``; on a cluster that of each executor. None for
        the engine's default.
    master
        Spark only: URL of the cluster, such as ``spark://host:7077``, ``yarn`` or
        ``local[4]``; None for this machine.
    """

    name: str = "duckdb"
    threads: int | None = None
    memory: str | None = None
    master: str | None = None

    def check(self) -> None:
        """Refuse settings that cannot be met, before any work starts.

        Raises
        ------
        WrongUse
            ``HL-USE-05`` for an engine that is not there, ``HL-USE-10`` for
            options that do not go together, ``HL-USE-09`` for a memory cap that
            cannot be; for Spark see `spark.check`.
        """
        if self.name not in ENGINES:
            raise WrongUse(
                f'The engine "{self.name}" is not available',
                where="--engine",
                to_do=f"choose one of: {', '.join(ENGINES)}",
                code="HL-USE-05",
            )
        if self.master and self.name != "spark":
            raise _apart("--master", "add --engine spark, or leave --master out")
        if self.master and self.threads:
            raise _apart(
                "--master with --threads",
                "write the threads into the URL, such as local[4]; a cluster decides "
                "for itself",
            )
        if self.name == "spark":
            from headload.measure.pipeline.spark import check

            check(self.memory)
        else:
            memory_limit(self.memory)


@contextmanager
def open_engine(settings: EngineSettings, folder: Path) -> Iterator[Any]:
    """Give an Ibis connection that works inside `folder`, and close it.

    Parameters
    ----------
    settings
        Which engine.
    folder
        Private folder of the measurement; the engine spills into it.
    """
    ibis.options.sql.fuse_selects = settings.name == "spark"  # half the time of SQL
    if settings.name == "spark":
        from headload.measure.pipeline.spark import open_spark

        with open_spark(
            folder,
            master=settings.master,
            threads=settings.threads,
            memory=settings.memory,
        ) as connection:
            yield connection
        return
    options: dict[str, Any] = {"temp_directory": str(folder / "spill")}
    if settings.threads:
        options["threads"] = settings.threads
    if settings.memory:
        options["memory_limit"] = memory_limit(settings.memory)
    yield ibis.duckdb.connect(**options)  # ends with the last table that uses it


def _apart(where: str, to_do: str) -> WrongUse:
    return WrongUse(
        "These options do not go together",
        where=where,
        to_do=to_do,
        code="HL-USE-10",
    )
