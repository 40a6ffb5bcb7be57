"""`headload doctor`: what is installed, what is missing, what to do."""

import importlib.metadata
import shutil
import sys
from typing import Annotated

import typer
from rich.table import Table

from headload.cli.console import output, print_json
from headload.errors import WrongUse
from headload.measure.java import INSTALL_JAVA, OLDEST_JAVA, java_version

OLDEST_PYTHON = (3, 11)
PACKAGES = (
    "ibis-framework",
    "duckdb",
    "sqlglot",
    "pyarrow",
    "numpy",
    "scipy",
    "pyreadstat",
)
PROGRAMS = {
    "bwrap": "confines the readers of microdata; without it plain limits are used "
    "(Debian: apt-get install bubblewrap)",
}
FOR_SPARK = "for --engine spark only: "


def doctor(
    json: Annotated[
        bool,
        typer.Option("--json", help="Print the result as JSON."),
    ] = False,
) -> None:
    """Tell what is installed, what is missing and what to do."""
    findings = [_python(), *map(_package, PACKAGES)]
    findings += [_program(name, use) for name, use in PROGRAMS.items()]
    findings += [_pyspark(), _java()]
    if json:
        print_json(findings)
    else:
        table = Table()
        for column in ("what", "found", "to do"):
            table.add_column(column)
        for finding in findings:
            table.add_row(finding["what"], finding["found"], finding["to_do"])
        output().print(table)
    needed = [each["what"] for each in findings if each["needed"] and each["to_do"]]
    if needed:
        raise WrongUse(
            f"Headload cannot work without {', '.join(needed)}",
            where=sys.prefix,
            to_do="install as listed above",
            code="HL-DOCTOR-01",
        )


def _python() -> dict[str, str]:
    version = ".".join(map(str, sys.version_info[:3]))
    old = sys.version_info < OLDEST_PYTHON
    return _finding("Python", version, "install Python 3.11 or later" if old else "")


def _package(name: str) -> dict[str, str]:
    try:
        return _finding(name, importlib.metadata.version(name), "")
    except importlib.metadata.PackageNotFoundError:
        return _finding(name, "missing", f"install {name}")


def _program(name: str, use: str) -> dict[str, str]:
    found = shutil.which(name)
    return _finding(
        name,
        "found" if found else "missing",
        "" if found else use,
        needed="",
    )


def _pyspark() -> dict[str, str]:
    found = {**_package("pyspark"), "needed": ""}
    to_do = f'{FOR_SPARK}pip install "headload[spark]"' if found["to_do"] else ""
    return {**found, "to_do": to_do}


def _java() -> dict[str, str]:
    version = java_version()
    return _finding(
        "Java",
        "missing" if version is None else str(version),
        "" if (version or 0) >= OLDEST_JAVA else f"{FOR_SPARK}{INSTALL_JAVA}",
        needed="",
    )


def _finding(
    what: str,
    found: str,
    to_do: str,
    *,
    needed: str = "yes",
) -> dict[str, str]:
    return {"what": what, "found": found, "to_do": to_do, "needed": needed}
