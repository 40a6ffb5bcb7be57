"""Which files are measured: named one by one, by a folder or a pattern, by period.

`headload measure A B C` stacks the parts of one period; `--period 2018q4=A` says of
which period of the survey a file is.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from headload.errors import WrongUse

_PATTERN = frozenset("*?[")


def files_of(arguments: Sequence[Path]) -> tuple[Path, ...]:
    """Return the files that some arguments name, in order of name within each.

    Parameters
    ----------
    arguments
        Files, folders (every file directly in it, hidden ones aside) and patterns
        such as ``parts/*.csv`` that no shell has expanded.

    Raises
    ------
    WrongUse
        ``HL-STACK-01`` when a folder or pattern names no file.
    """
    return tuple(file for argument in arguments for file in _expanded(argument))


def files_by_period(options: Sequence[str]) -> dict[str, tuple[Path, ...]]:
    """Return files by period from ``--period`` options.

    Parameters
    ----------
    options
        Each ``PERIOD=FILE``; a period given twice has several files.

    Raises
    ------
    WrongUse
        ``HL-STACK-02`` for an option without a period or without a file.
    """
    named: dict[str, list[Path]] = {}
    for option in options:
        period, sign, file = option.partition("=")
        if not (period.strip() and sign and file.strip()):
            raise WrongUse(
                f'"{option}" does not say of which period a file is',
                where="--period",
                to_do="write PERIOD=FILE, such as --period 2019q1=people.csv",
                code="HL-STACK-02",
            )
        named.setdefault(period.strip(), []).append(Path(file.strip()))
    return {period: files_of(files) for period, files in named.items()}


def survey_ids(survey: str, periods: Mapping[str, object]) -> dict[str, str]:
    """Return the survey id of each period of a series.

    Parameters
    ----------
    survey
        The series, such as ``arg/eph``.
    periods
        By name, such as ``2019q1``.

    Raises
    ------
    WrongUse
        ``HL-STACK-03`` when `survey` is not a series, or there is one period only.
    """
    if survey.count("/") != 1 or len(periods) < 2:
        raise WrongUse(
            f'"{survey}" with {len(periods)} periods is not a series to compare',
            where="--survey and --period",
            to_do="name the series, such as --survey arg/eph, and two periods or more; "
            "one period alone is --survey arg/eph/2019q1 and its files",
            code="HL-STACK-03",
        )
    return {period: f"{survey}/{period}" for period in periods}


def _expanded(argument: Path) -> Iterator[Path]:
    try:
        is_folder, is_there = argument.is_dir(), argument.exists()
    except (OSError, ValueError):
        raise WrongUse(
            "No file can have this name",
            where=f"{argument.name[:60]!r}, {len(argument.name)} characters",
            to_do="give the path of the file as it is on this disk",
            code="HL-STACK-08",
        ) from None
    if is_folder:
        found = [file for file in argument.iterdir() if file.name[0] != "."]
    elif not is_there and _PATTERN & set(argument.name):
        found = list(argument.parent.glob(argument.name))
    else:
        yield argument
        return
    files = sorted(file for file in found if file.is_file())
    if not files:
        raise WrongUse(
            f'There is no file in "{argument.name}"',
            where=str(argument.parent),
            to_do="check the folder or the pattern",
            code="HL-STACK-01",
        )
    yield from files
