"""A Spark session of our own: silent, private and gone at the end.

A process that already has a session, such as a notebook on a cluster, lends it: we
work beside what is there and leave it running.
"""

import logging
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from headload.errors import WrongUse
from headload.measure.java import INSTALL_JAVA, OLDEST_JAVA, java_version
from headload.measure.pipeline.spark.options import (
    ANSWERS,
    LOCAL,
    SUITED,
    heap,
    is_local,
    on_this_machine,
    options_of,
)

SECONDS = 20
LOGGERS = ("SQLQueryContextLogger", "DataFrameQueryContextLogger")


def check(memory: str | None) -> None:
    """Refuse when Spark cannot start here.

    Raises
    ------
    WrongUse
        ``HL-SPARK-01`` without pyspark, ``HL-SPARK-02`` without Java 17 or later,
        ``HL-SPARK-03`` for a memory cap that cannot be read or is too small.
    """
    if find_spec("pyspark") is None:
        raise WrongUse(
            "Spark is not installed",
            where="--engine spark",
            to_do='install it with: pip install "headload[spark]"',
            code="HL-SPARK-01",
        )
    java = java_version()
    if java is None or java < OLDEST_JAVA:
        raise WrongUse(
            "Spark needs Java" if java is None else f"Java {java} is too old for Spark",
            where="--engine spark",
            to_do=INSTALL_JAVA,
            code="HL-SPARK-02",
        )
    heap(memory)


@contextmanager
def open_spark(
    folder: Path,
    *,
    master: str | None = None,
    threads: int | None = None,
    memory: str | None = None,
) -> Iterator[Any]:
    """Give an Ibis connection to Spark.

    Parameters
    ----------
    folder
        Private folder; on a cluster all machines must see it.
    master
        URL of the cluster; None for the session that the process has, else for
        this machine.
    threads
        Threads on this machine; None for all.
    memory
        Memory of Spark on this machine; on a cluster that of each executor.

    Raises
    ------
    WrongUse
        ``HL-SPARK-04`` when Spark does not start, ``HL-SPARK-05`` when a cluster
        does not see the folder, ``HL-SPARK-06`` when the process has a session
        with another master.
    """
    from pyspark.sql import SparkSession

    from headload.measure.pipeline.spark.connection import SparkConnection

    running = SparkSession.getActiveSession()
    if running is not None:
        opened = _lent(running, master)
    else:
        master = master or f"{LOCAL}[{threads or '*'}]"
        opened = _started(folder, master, heap(memory))
    with _silence(), opened as session:
        connection = SparkConnection.over(session, folder)
        try:
            yield connection
        finally:
            connection.release()


@contextmanager
def _silence() -> Iterator[None]:
    """Keep pyspark from writing errors of queries, which may quote a value.

    What py4j says of an interrupted command goes to the root logger: only that is
    left out there. What it says of a connection that is gone has a logger of its own.
    """
    from pyspark.logger import PySparkLogger

    loggers = [PySparkLogger.getLogger(name) for name in LOGGERS]
    loggers.append(logging.getLogger("py4j.clientserver"))
    before = [logger.disabled for logger in loggers]
    for logger in loggers:
        logger.disabled = True
    root = logging.getLogger()
    root.addFilter(_not_of_py4j)
    try:
        yield
    finally:
        root.removeFilter(_not_of_py4j)
        for logger, disabled in zip(loggers, before, strict=True):
            logger.disabled = disabled


def _not_of_py4j(record: logging.LogRecord) -> bool:
    return "py4j" not in Path(record.pathname).parts


@contextmanager
def _lent(running: Any, master: str | None) -> Iterator[Any]:
    """Give a session of our own on the context that the process has."""
    there = running.sparkContext.master
    if master and master != there:
        raise WrongUse(
            "This process has a Spark session with another master",
            where=f"master {there}",
            to_do="stop that session first, or leave the master out to use it",
            code="HL-SPARK-06",
        )
    session = running.newSession()  # names and settings of its own
    for name, value in (ANSWERS | SUITED).items():
        session.conf.set(name, value)
    yield session


@contextmanager
def _started(folder: Path, master: str, memory: str) -> Iterator[Any]:
    """Start Java and Spark, and end both."""
    from pyspark import SparkConf, SparkContext
    from pyspark.java_gateway import launch_gateway
    from pyspark.sql import SparkSession

    conf = SparkConf().setMaster(master)
    conf.setAll(options_of(folder, master, memory).items())
    # what Java prints may quote a value of the microdata
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    gateway = context = session = None
    before = SparkContext._gateway, SparkContext._jvm  # of a session that has ended
    SparkContext._gateway = SparkContext._jvm = None
    with _interruption_kept():
        try:
            try:
                gateway = launch_gateway(conf, silent)
                context = SparkContext(conf=conf, gateway=gateway)
                session = SparkSession(context)
            except Exception as error:  # of any kind: Java's come as Py4J's
                raise _not_started(master) from error
            if not is_local(master):
                _refuse_folder_not_shared(session, folder)
            yield session
        finally:
            for each in (session, context):
                with suppress(Exception):
                    if each is not None:
                        each.stop()
            if gateway is not None:
                _end(gateway)
            SparkContext._gateway, SparkContext._jvm = before


def _end(gateway: Any) -> None:
    """End the Java process that was started with `gateway`."""
    with suppress(Exception):
        gateway.shutdown()
    with suppress(Exception):
        gateway.proc.stdin.close()  # Java ends when it has nobody to listen to
    try:
        gateway.proc.wait(SECONDS)
    except subprocess.TimeoutExpired:
        gateway.proc.kill()
        gateway.proc.wait()


@contextmanager
def _interruption_kept() -> Iterator[None]:
    """Put back what Ctrl-C does; Spark leaves behind a handler for what it ended."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.getsignal(signal.SIGINT)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _not_started(master: str) -> WrongUse:
    return WrongUse(
        "Spark did not start",
        where=f"master {master}",
        to_do="check the URL of the cluster, that it runs the Spark of `headload "
        "doctor`, and the memory asked for",
        code="HL-SPARK-04",
    )


def _refuse_folder_not_shared(session: Any, folder: Path) -> None:
    """Let the cluster write into the working folder, and look for what it wrote."""
    place = folder / "probe"
    with suppress(Exception):  # whatever went wrong, nothing will be there
        session.range(1).write.parquet(on_this_machine(place))
    if not any(place.glob("part-*")):
        raise WrongUse(
            "The machines of the cluster do not see the working folder",
            where=str(folder.parent),
            to_do="set TMPDIR to a folder that all of them share, and let executors "
            "run as the same user",
            code="HL-SPARK-05",
        )
