"""R survey: hands the survey to `survey.R` as CSV and hands its answer back.

The processor time is that of R alone, without the writing of the CSV.
"""

import csv
import json
import resource
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from .agreement import Figures
from .contestant import Question, parser, question
from .floor import connected
from .tables import name_of

NAME = "r"
PROGRAM = Path(__file__).with_name("survey.R")


def write_csv(asked: Question, path: Path) -> None:
    """Write the survey as CSV, yes/no as 1 and 0."""
    with connected(asked) as connection:
        connection.execute(
            "COPY (SELECT * REPLACE (employed::int AS employed, "
            f"informal::int AS informal) FROM read_parquet('{asked.files}')) "
            f"TO '{path}' (FORMAT csv, HEADER)"
        )


def figures_of(path: Path) -> Figures:
    """Return values and standard errors by key, from what R wrote."""
    figures: dict[str, float] = {}
    with path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            for part in ("value", "se"):
                name = f"{row['table']}|{row['cell']}|{row['figure']}|{part}"
                figures[name] = float(row[part])
    return figures


def main() -> None:
    """Answer the question of the command line."""
    asked = question(parser(__doc__).parse_args())
    with TemporaryDirectory(prefix="benchmark-") as folder:
        rows, found = Path(folder, "survey.csv"), Path(folder, "figures.csv")
        write_csv(asked, rows)
        command = ["Rscript", "--vanilla", str(PROGRAM), str(rows), str(found)]
        ended = subprocess.run(
            [*command, *map(name_of, asked.tables)],
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu, wall, peak, survey, version = ended.stdout.split()
        answer = {
            "contestant": NAME,
            "version": f"{survey} in R {version}",
            "cpu_seconds": used.ru_utime + used.ru_stime,
            "work_cpu_seconds": float(cpu),
            "work_wall_seconds": float(wall),
            "peak_bytes": float(peak),
            "figures": figures_of(found),
        }
    sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main()
