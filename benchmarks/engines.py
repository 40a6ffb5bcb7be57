"""DuckDB and Spark on one plan: every estimate must be the same to the last bit.

`python -m benchmarks.engines --rows 10000000` takes about ten minutes; the test suite
compares smaller files. The survey and the twelve tables are those of the benchmarks.
"""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from headload.measure.estimate import estimate
from headload.measure.pipeline.engines import EngineSettings, open_engine
from headload.terms import EstimateSet, Persons

from .ours import DESIGN, plan_of
from .survey import Shape, write_survey
from .tables import TWELVE

ENGINES = (EngineSettings("duckdb"), EngineSettings("spark", memory="6GB"))


def estimated(file: Path, settings: EngineSettings, folder: Path) -> EstimateSet:
    """Return the estimates of the twelve tables by one engine."""
    with open_engine(settings, folder) as connection:
        persons = Persons(survey="benchmark", table=connection.read_parquet(file))
        return estimate(persons, plan_of(TWELVE), DESIGN)


def main() -> None:
    """Compare the engines; end with 1 where an estimate differs."""
    asked = argparse.ArgumentParser(description="The same estimates by both engines.")
    asked.add_argument("--rows", type=int, default=1_000_000)
    with TemporaryDirectory(prefix="benchmark-") as name:
        folder = Path(name)
        file = folder / "survey.parquet"
        rows = write_survey(file, Shape.of_rows(asked.parse_args().rows))
        found = []
        for settings in ENGINES:
            start = monotonic()
            found.append(estimated(file, settings, folder))
            took = monotonic() - start
            sys.stdout.write(f"{settings.name}: {rows:,} rows, {took:.0f} s\n")
    here, there = (each.estimates for each in found)
    same = here == there
    sys.stdout.write(f"{len(here):,} estimates: {'same' if same else 'DIFFERENT'}\n")
    sys.exit(0 if same else 1)


if __name__ == "__main__":
    main()
