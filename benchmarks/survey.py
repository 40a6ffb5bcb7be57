"""An imaginary labour force survey of any size, for measuring cost.

It looks like a survey to an engine (strata, PSUs of about sixty persons, unequal
weights, people alike within a PSU, missing earnings) and says nothing about any
country. The same size gives the same rows; memory holds one block of PSUs.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from headload.imaginary.chance import Chance

from .sizes import PERSONS_A_PSU

SEED = 20261125
ROW_GROUP = 122_880
PSUS_AT_ONCE = 2_048
PSUS_A_STRATUM = 20
LARGEST_AT_FULL_WEIGHT = 20_000_000  # persons in the sample
MOST_STRATA_AN_AREA = 50  # areas are regions x urban

SEX = ("F", "M")
URBAN = ("R", "U")
REGION = tuple("123456789")
AGE_BAND = (*(f"{low}-{low + 4}" for low in range(15, 75, 5)), "75+")
WORKER_GROUP = (
    "none",
    "domestic_worker",
    "home_based_worker",
    "street_vendor",
    "waste_picker",
)
STATUS = ("employee", "employer", "own_account", "family_worker", "other")
ISCO1 = tuple("123456789")
ISIC1 = tuple("ABCDEFGHIJKLMNOPQRSTU")
CODES = {
    "sex": SEX,
    "region": REGION,
    "urban": URBAN,
    "age_group": AGE_BAND,
    "work_group": WORKER_GROUP,
    "status": STATUS,
    "isco1": ISCO1,
    "isic1": ISIC1,
}

# plain text to every reader: the Arrow schema would say "dictionary"
_AS_PARQUET = {"compression": "zstd", "store_schema": False}

# shares in percent, one row for rural and one for urban
_ISIC_SHARES = (
    (42, 2, 8, 0.4, 0.4, 6, 14, 5, 4, 0.6, 0.4, 0.3, 1, 1.5, 3, 4, 2, 0.6, 2, 2.6, 0.2),
    (6, 1, 13, 0.6, 0.6, 8, 21, 7, 7, 2, 2, 0.8, 3, 4, 6, 7, 4, 1, 3, 2.7, 0.3),
)
_STATUS_SHARES = ((34, 3, 44, 18, 1), (58, 4, 32, 5, 1))
_GROUP_SHARES = ((88, 3, 5, 3, 1), (80, 5, 5, 8, 2))
_ISCO_SHARES = ((1, 4, 4, 3, 13, 33, 14, 8, 20), (4, 11, 9, 8, 24, 3, 14, 9, 18))
_AGE_SHARES = (12, 12, 12, 11, 10, 9, 8, 7, 6, 5, 4, 2, 2)
# log odds of being in informal employment, by status
_INFORMAL = np.array([-0.4, 0.2, 1.6, 4.0, 0.8])

Numbers = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Shape:
    """How many PSUs a survey has, and how many persons each has on average."""

    psus: int
    persons_a_psu: int = PERSONS_A_PSU

    @classmethod
    def of_rows(cls, rows: int, persons_a_psu: int = PERSONS_A_PSU) -> "Shape":
        """Return the shape of a survey of about `rows` persons."""
        return cls(max(rows // persons_a_psu, 1), persons_a_psu)

    @property
    def strata_an_area(self) -> int:
        """Return the strata of each area, so that a stratum has some PSUs."""
        wanted = self.psus // (len(REGION) * len(URBAN) * PSUS_A_STRATUM)
        return min(max(wanted, 1), MOST_STRATA_AN_AREA)


def write_survey(path: Path, shape: Shape) -> int:
    """Write a survey to one Parquet file, sorted by stratum and PSU.

    Parameters
    ----------
    path
        The file; replaced when it is there.
    shape
        Its size.

    Returns
    -------
    int
        Rows written: about PSUs times persons a PSU.
    """
    rows = 0
    with pq.ParquetWriter(path, _SCHEMA, **_AS_PARQUET) as writer:
        for group in _row_groups(_block(shape, i) for i in range(_blocks(shape))):
            writer.write_table(group)
            rows += group.num_rows
    return rows


def write_parts(source: Path, folder: Path, parts: int) -> None:
    """Write a survey again as `parts` files of consecutive rows."""
    table = pq.read_table(source)
    size = -(-table.num_rows // parts)
    folder.mkdir(exist_ok=True)
    for i in range(parts):
        _write(table.slice(i * size, size), folder / f"part-{i:03}.parquet")


def write_shuffled(source: Path, path: Path) -> None:
    """Write a survey again with its rows in random order."""
    table = pq.read_table(source)
    order = Chance(SEED, "order").order(table.num_rows)
    _write(table.take(pa.array(order)), path)


def _write(table: pa.Table, path: Path) -> None:
    pq.write_table(table, path, row_group_size=ROW_GROUP, **_AS_PARQUET)


def _text() -> pa.DataType:
    return pa.dictionary(pa.int32(), pa.string())


_SCHEMA = pa.schema(
    {
        **{name: _text() for name in CODES},
        "stratum": pa.string(),
        "psu": pa.string(),
        "weight": pa.float64(),
        "employed": pa.bool_(),
        "informal": pa.bool_(),
        "hours": pa.float64(),
        "earnings": pa.float64(),
    }
)


def _row_groups(blocks: Iterator[pa.Table]) -> Iterator[pa.Table]:
    """Cut blocks of any length into row groups of the same length."""
    waiting = _SCHEMA.empty_table()
    for block in blocks:
        waiting = pa.concat_tables([waiting, block])
        while waiting.num_rows >= ROW_GROUP:
            yield waiting.slice(0, ROW_GROUP)
            waiting = waiting.slice(ROW_GROUP)
    if waiting.num_rows:
        yield waiting


def _blocks(shape: Shape) -> int:
    return -(-shape.psus // PSUS_AT_ONCE)


@dataclass(frozen=True)
class _People:
    """The PSU of each person of a block, and what its PSU is like."""

    psu: Integers
    stratum: Integers
    region: Integers
    urban: Integers
    mood: Numbers
    base_weight: Numbers

    def __len__(self) -> int:
        return len(self.psu)


def _block(shape: Shape, number: int) -> pa.Table:
    """Return the persons of one block of PSUs."""
    chance = Chance(SEED, f"block {number} of {shape.psus} x {shape.persons_a_psu}")
    people = _people(shape, number, chance)
    sex, age = _drawn((50, 50), people, chance), _drawn(_AGE_SHARES, people, chance)
    employed = chance.happens(_odds(_work(sex, age) + 0.4 * people.mood))
    status = _drawn(_STATUS_SHARES, people, chance)
    informal = chance.happens(
        _odds(_INFORMAL[status] + 0.8 * people.mood + 0.5 * (people.urban == 0))
    )
    hours = np.clip(np.round(2 * (41 + 13 * chance.normal(len(people)))) / 2, 1, 98)
    earnings = np.exp(5.5 + 0.3 * people.mood + 0.8 * chance.normal(len(people)))
    stated = employed & (chance.uniform(len(people)) >= 0.1)
    # a census-sized sample stands for fewer each, or for more people than there are
    share = min(1.0, LARGEST_AT_FULL_WEIGHT / (shape.psus * shape.persons_a_psu))
    weight = share * people.base_weight * (0.8 + 0.4 * chance.uniform(len(people)))
    columns = {
        "sex": _coded(sex, SEX),
        "region": _coded(people.region, REGION),
        "urban": _coded(people.urban, URBAN),
        "age_group": _coded(age, AGE_BAND),
        "work_group": _coded(
            _drawn(_GROUP_SHARES, people, chance), WORKER_GROUP, employed
        ),
        "status": _coded(status, STATUS, employed),
        "isco1": _coded(_drawn(_ISCO_SHARES, people, chance), ISCO1, employed),
        "isic1": _coded(_drawn(_ISIC_SHARES, people, chance), ISIC1, employed),
        "stratum": _named("s", people.stratum, 4),
        "psu": _named("p", people.psu, 8),
        "weight": np.round(weight, 3),
        "employed": employed,
        "informal": pa.array(informal, mask=~employed),
        "hours": pa.array(hours, mask=~employed),
        "earnings": pa.array(np.round(earnings, 2), mask=~stated),
    }
    return pa.table(columns, schema=_SCHEMA)


def _people(shape: Shape, number: int, chance: Chance) -> _People:
    first = number * PSUS_AT_ONCE
    psu = np.arange(first, min(first + PSUS_AT_ONCE, shape.psus))
    half = shape.persons_a_psu / 2  # from half to one and a half of the average
    size = (half + np.floor((2 * half + 1) * chance.uniform(len(psu)))).astype(np.int64)
    areas = len(REGION) * len(URBAN)
    stratum = psu * (areas * shape.strata_an_area) // shape.psus
    area = stratum // shape.strata_an_area
    base = (200 + 7 * (stratum % 40)) * (0.7 + 0.6 * chance.uniform(len(psu)))
    at = np.repeat(np.arange(len(psu)), size)
    return _People(
        psu=psu[at],
        stratum=stratum[at],
        region=(area // len(URBAN))[at],
        urban=(area % len(URBAN))[at],
        mood=chance.normal(len(psu))[at],
        base_weight=base[at],
    )


def _work(sex: Integers, age: Integers) -> Numbers:
    """Return the log odds of being employed: fewer women, the young and the old."""
    middle = (age - 5.5) / 5.5
    return np.asarray(1.5 - 0.9 * (sex == 0) - 2.2 * middle**2)


def _odds(logit: Numbers) -> Numbers:
    return np.asarray(1 / (1 + np.exp(-logit)))


def _drawn(
    shares: tuple[float, ...] | tuple[tuple[float, ...], ...],
    people: _People,
    chance: Chance,
) -> Integers:
    """Draw a category for each person: from one row of shares, or rural and urban."""
    rows = np.broadcast_to(np.array(shares, dtype=float), (2, np.shape(shares)[-1]))
    limits = rows.cumsum(axis=1) / rows.sum(axis=1, keepdims=True)
    point = chance.uniform(len(people))
    found = (np.searchsorted(limit[:-1], point, side="right") for limit in limits)
    return np.choose(people.urban, list(found))


def _coded(
    category: Integers, codes: tuple[str, ...], known: NDArray[np.bool_] | None = None
) -> pa.DictionaryArray:
    """Return codes as text; null where not known."""
    mask = None if known is None else ~known
    indices = pa.array(category, type=pa.int32(), mask=mask)
    return pa.DictionaryArray.from_arrays(indices, pa.array(codes))


def _named(letter: str, numbers: Integers, digits: int) -> pa.Array:
    """Return names such as p00000012, which sort as their numbers do."""
    distinct, indices = np.unique(numbers, return_inverse=True)
    names = pa.array([f"{letter}{number:0{digits}}" for number in distinct.tolist()])
    return names.take(pa.array(indices))


def main() -> None:
    """Write the survey that the command line asks for; print its rows."""
    asked = argparse.ArgumentParser(description="Write a survey, or one again.")
    asked.add_argument("path", type=Path, help="file, or folder of parts")
    asked.add_argument("--rows", type=int, default=100_000)
    asked.add_argument("--persons-a-psu", type=int, default=PERSONS_A_PSU)
    asked.add_argument("--source", type=Path, help="the survey to write again")
    asked.add_argument("--parts", type=int, help="in so many files; else shuffled")
    given = asked.parse_args()
    if not given.source:
        shape = Shape.of_rows(given.rows, given.persons_a_psu)
        sys.stdout.write(f"{write_survey(given.path, shape)}\n")
    elif given.parts:
        write_parts(given.source, given.path, given.parts)
    else:
        write_shuffled(given.source, given.path)


if __name__ == "__main__":
    main()
