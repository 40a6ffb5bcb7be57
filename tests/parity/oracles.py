"""Reference figures made with R survey 4.5, and their data, read where they lie.

Tolerances are those of the oracles' own README: 1e-9 relative; 1e-12 absolute for
the standard error of shares exactly 0 or 1; 1e-8 for logit intervals, which R
finds iteratively.
"""

import json
from typing import Any

import ibis

from headload.terms import Persons
from needs import oracle

RELATIVE = 1e-9
LOGIT = 1e-8
DEGENERATE = 1e-12


def expected(case: str) -> dict[str, Any]:
    """Return the expected figures of a case; skip when the oracles are not here."""
    content = json.loads(oracle(f"{case}.json").read_text(encoding="utf-8"))
    figures: dict[str, Any] = content["expected"]
    return figures


def table(name: str) -> Any:
    """Return a data file of the oracles as an Ibis table, all columns as found."""
    return ibis.duckdb.connect().read_csv(oracle(f"{name}.csv"))


def labour_force(name: str = "lfs_small_public") -> Persons:
    """Return a synthetic labour force survey with the columns of the house."""
    rows = table(name)
    codes = {c: rows[c].cast("string") for c in ("stratum", "psu", "sex", "urban")}
    return Persons(
        survey="oracle",
        table=rows.mutate(
            **codes,
            region=rows.region.cast("string"),
            grp=rows.grp.cast("string"),
            weight=rows.w.cast("float64"),
            employed=rows.emp == 1,
            informal=rows.informal == 1,
        ),
    )
