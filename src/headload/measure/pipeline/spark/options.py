"""Settings of Spark: private, and answering as the other engine does."""

import os
import re
from pathlib import Path

from headload.errors import WrongUse

LOCAL = "local"
MEBIBYTE = 2**20
SMALLEST_HEAP = 512  # MiB; Spark refuses to start below 450
SHARE_OF_MEMORY = 4
TASKS_AT_ONCE = 4
PREFIXES = ("", "k", "m", "g", "t")

ANSWERS = {
    "spark.sql.ansi.enabled": "true",  # an overflow is an error, not another number
    "spark.sql.caseSensitive": "true",
    "spark.sql.session.timeZone": "UTC",
}
PRIVATE = {
    "spark.app.name": "headload",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.eventLog.enabled": "false",
    "spark.log.level": "OFF",
    "spark.sql.catalogImplementation": "in-memory",
}
# a hundred columns of rules make methods that Java refuses to compile, or compiles
# for half a minute; and each row costs so much that small tasks pay
SUITED = {
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.files.openCostInBytes": "1m",
    "spark.sql.files.maxPartitionBytes": "32m",
}


def is_local(master: str) -> bool:
    """Tell whether a master URL means threads of this machine."""
    return master == LOCAL or master.startswith(f"{LOCAL}[")


def on_this_machine(path: Path) -> str:
    """Return a path for Spark, whose own file system may be another.

    Spark takes what stands there literally: ``%20`` would be no blank.
    """
    return f"file://{path.absolute()}"


def options_of(folder: Path, master: str, memory: str) -> dict[str, str]:
    """Return the settings of a session.

    Parameters
    ----------
    folder
        Private folder, for whatever Spark puts on disk.
    master
        Where it runs. A cluster keeps its own ways of spilling and of dividing
        work.
    memory
        As `heap` returns it.
    """
    options = PRIVATE | ANSWERS | SUITED
    options["spark.sql.warehouse.dir"] = on_this_machine(folder / "warehouse")
    options["spark.driver.defaultJavaOptions"] = f'-Djava.io.tmpdir="{folder}"'
    if not is_local(master):
        return options | {"spark.executor.memory": memory}
    return options | {
        "spark.driver.memory": memory,
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.local.dir": str(folder),
        "spark.sql.shuffle.partitions": str(TASKS_AT_ONCE * (os.cpu_count() or 1)),
    }


def heap(memory: str | None) -> str:
    """Return a memory cap as Java writes it; by default a quarter of the machine.

    Raises
    ------
    WrongUse
        ``HL-SPARK-03``.

    Examples
    --------
    >>> heap("2GB"), heap("1.5 GiB"), heap("700m")
    ('1907m', '1536m', '667m')
    """
    if memory is None:
        machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
        return f"{max(machine // SHARE_OF_MEMORY // MEBIBYTE, SMALLEST_HEAP)}m"
    found = re.fullmatch(r"(\d+(?:\.\d+)?) *([kmgt]?)(i?)b?", memory.strip().lower())
    size = 0.0
    if found:
        base = 1024 if found[3] else 1000
        size = float(found[1]) * base ** PREFIXES.index(found[2]) / MEBIBYTE
    if size < SMALLEST_HEAP:
        raise WrongUse(
            f'Spark cannot work with a memory of "{memory}"',
            where="--memory",
            to_do=f"give at least {SMALLEST_HEAP}MiB, such as 4GB",
            code="HL-SPARK-03",
        )
    return f"{int(size)}m"
