"""The page on reliability, made from results: ``python -m faults.page``."""

from collections.abc import Iterator, Mapping

from faults.results import BROKEN, KEPT, NOT_TRIED, Result, read
from faults.room import PROJECT
from faults.trial import Trial
from faults.trials import TRIALS

RESULTS = PROJECT / "faults" / "results.json"
PAGE = PROJECT / "docs" / "explanation" / "reliability.md"

_OPENING = """\
# What holds when things fail

Machines are switched off, disks fill up, two people edit one thing, clocks jump. \
Each trial makes one such fault happen to a real installation, in a folder of its own, \
and compares what is left with what we promise. `make faults` runs them again and \
writes this page; they take long and have clocks in them, so they are no part of the \
test suite.

A trial that could not run is not counted as kept. Seconds and milliseconds are those \
of the machine and load named beside them: on a busy machine they are pessimistic, \
counts are not.
"""
_CLOSING = """\
## Do it again

```
make faults                                     # all, on small sizes
make faults ONLY=R7 MINUTES=10                  # fifty readers, both databases
make faults ONLY=R17 SOAK=30                    # half an hour under readers and editors
make faults ONLY=R13 ROWS=100000000             # a hundred million rows under 4 GB
make faults PAGE=yes                            # all, and this page
```

Results are left in `build/faults/results.json`. Trials that need what is not \
installed (PostgreSQL, bubblewrap, faketime) say so; small disks (R2) need an \
administrator.
"""


def page(results: Mapping[str, Result]) -> str:
    """Return the page."""
    return "\n".join([_OPENING, *_summary(results), *_table(results), _CLOSING])


def _summary(results: Mapping[str, Result]) -> Iterator[str]:
    found = [_verdict(results, each) for each in TRIALS]
    yield (
        f"Of {len(found)} promises {found.count(KEPT)} were kept, "
        f"{found.count(BROKEN)} were not, {found.count(NOT_TRIED)} could not be tried "
        "or are still to be. A verdict is of the size that stands beside it; some "
        "promises are of larger ones.\n"
    )


def _table(results: Mapping[str, Result]) -> Iterator[str]:
    yield "## Trials\n"
    yield "|  | fault | promise | verdict | measured | on |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for trial in TRIALS:
        found = results.get(trial.code)
        told = _cell(found.figure) if found else "not run yet"
        where = _where(found) if found else ""
        verdict = _verdict(results, trial)
        yield (
            f"| {trial.code} | {trial.fault} | {trial.promise} "
            f"| {verdict if verdict == KEPT else f'**{verdict}**'} | {told} | {where} |"
        )
    yield ""


def _where(found: Result) -> str:
    if found.verdict == NOT_TRIED:
        return found.day
    return f"{found.day}, {found.cores} cores, load {found.load:g}, {found.seconds} s"


def _verdict(results: Mapping[str, Result], trial: Trial) -> str:
    found = results.get(trial.code)
    return found.verdict if found else NOT_TRIED


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def main() -> None:
    """Write the page again."""
    PAGE.write_text(page(read(RESULTS)), "utf-8")


if __name__ == "__main__":
    main()
