"""Datasette, asked in its own process for rows of a table with a search and facets.

Runs in the environment of the peers, which does not have Headload. Its answers are
JSON; it knows no words that mean the same, ranks nothing and makes no page.
"""

import asyncio
import json
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from datasette.app import Datasette

_NO_LIMIT = 60_000


async def asked(database: Path, addresses: list[str], rounds: int) -> list[Any]:
    """Return for each address: milliseconds of CPU time (a median), and rows found."""
    settings = {
        "sql_time_limit_ms": _NO_LIMIT,
        "facet_time_limit_ms": _NO_LIMIT,
        "suggest_facets": False,
    }
    datasette = Datasette([str(database)], settings=settings)
    await datasette.invoke_startup()
    found = []
    for address in addresses:
        spent = []
        for _ in range(rounds):
            before = time.process_time()
            answer = await datasette.client.get(address)
            spent.append(time.process_time() - before)
            answer.raise_for_status()
        count = answer.json()["filtered_table_rows_count"]
        found.append((statistics.median(spent) * 1000, count))
    return found


def main() -> None:
    """Print as JSON what the addresses of the command line cost."""
    database, rounds, *addresses = sys.argv[1:]
    found = asyncio.run(asked(Path(database), addresses, int(rounds)))
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
