"""Random releases of counts, for attacks: every table with its sums, by a policy.

Weights are 1 and nothing is rounded, so that what is published is the count itself:
the hardest case, since rounding hides nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, product

import numpy as np

from headload.measure.protect import Policy, load_policy, protect
from headload.releases import IndicatorFacts, InputFile, Release, ReleaseFacts
from headload.terms import Estimate, EstimateSet
from unit.releases.made import facts, labels, total

Records = Mapping[str, Sequence[str]]
Domain = frozenset[tuple[str, str]]
REGIONS, CITIES, WORK, SEX, AGE = "ABCDE", 2, "uvwxyz", "FM", "1234"
WITHIN = {
    "city": {
        f"{region}{number}": {"region": region}
        for region in REGIONS
        for number in range(CITIES)
    }
}
KINDS: Mapping[str, Sequence[tuple[str, ...]]] = {
    "two": [("region", "occupation")],
    "three": [("region", "occupation", "sex")],
    "linked": [("region", "occupation"), ("region", "sex"), ("occupation", "sex")],
    "cities": [("region", "sex"), ("city", "sex"), ("city", "age")],
}


def drawn(seed: int, number: int = 700) -> Records:
    """Return records with uneven categories; a city lies in one region."""
    chance = np.random.default_rng(seed)

    def pick(codes: Sequence[str]) -> list[str]:
        shares = chance.dirichlet(np.full(len(codes), 0.8))
        return [str(code) for code in chance.choice(list(codes), number, p=shares)]

    region = pick(REGIONS)
    city = [f"{each}{chance.integers(CITIES)}" for each in region]
    return {
        "region": region,
        "city": city,
        "occupation": pick(WORK),
        "sex": pick(SEX),
        "age": pick(AGE),
    }


def tabulated(records: Records, tables: Sequence[tuple[str, ...]]) -> list[Estimate]:
    """Return every cell of every table, with all its margins, once."""
    found: dict[frozenset[tuple[str, str]], int] = {}
    for table in tables:
        for size in range(len(table) + 1):
            for names in combinations(table, size):
                found.update(_counts(records, names))
    return [
        total(count, float(count), dimensions=dict(domain), n_psu=count)
        for domain, count in found.items()
        if count
    ]


def _counts(
    records: Records, names: Sequence[str]
) -> Iterator[tuple[frozenset[tuple[str, str]], int]]:
    columns = [records[name] for name in names]
    codes = [sorted(set(column)) for column in columns]
    rows = list(zip(*columns, strict=True)) if names else [()] * len(records["sex"])
    for place in product(*codes):
        yield frozenset(zip(names, place, strict=True)), rows.count(place)


def released(cells: Sequence[Estimate], *, complementary: bool = True) -> Release:
    """Return the cells as a release under a policy without rounding and quality."""
    return protect(
        together(cells),
        policy=counting_policy(complementary=complementary),
        about=about(cells),
    )


def by_rows_and_columns(
    cells: Sequence[Estimate], tables: Sequence[tuple[str, ...]], threshold: int = 10
) -> set[Domain]:
    """Return what a spreadsheet would withhold, each table by itself.

    Small cells, and in every row and column of a table that has one withheld cell
    alone the smallest of the others as well, until no row or column changes.
    """
    counts = {frozenset(cell.dimensions.items()): cell.n for cell in cells}
    withheld = {domain for domain, n in counts.items() if n < threshold}
    lines = [line for table in tables for line in _lines(counts, table)]
    before = -1
    while len(withheld) != before:
        before = len(withheld)
        for line in lines:
            shown = [domain for domain in line if domain not in withheld]
            if len(line) - len(shown) == 1 and shown:
                withheld.add(min(shown, key=lambda each: (counts[each], sorted(each))))
    return withheld


def _lines(
    counts: Mapping[Domain, int], table: tuple[str, ...]
) -> Iterator[list[Domain]]:
    """Yield the rows and columns of a table and of its margins, without their sums."""
    of_table = [each for each in counts if {name for name, _ in each} <= set(table)]
    for name in table:
        rows: dict[Domain, list[Domain]] = {}
        for domain in of_table:
            rest = frozenset(pair for pair in domain if pair[0] != name)
            if rest != domain:
                rows.setdefault(rest, []).append(domain)
        yield from rows.values()


def together(cells: Sequence[Estimate]) -> EstimateSet:
    """Return the cells as a set with a mean weight of 1."""
    counted = max(cell.n for cell in cells)
    return EstimateSet(tuple(cells), mean_weight=1.0, records=counted, notes=())


def about(cells: Sequence[Estimate], sha256: str = "b" * 64) -> ReleaseFacts:
    """Return the facts of a count of the employed in one file."""
    counted = max(cell.n for cell in cells)
    told = IndicatorFacts(labels("Employed"), (), counts=("employed",))
    return facts(
        inputs=(InputFile(sha256, counted),),
        indicators={"employment": told},
        within=WITHIN,
    )


def counting_policy(*, complementary: bool = True) -> Policy:
    """Return a policy without rounding and quality."""
    policy = load_policy()
    return replace(
        policy,
        protection=replace(
            policy.protection, minimum_psus=1, complementary=complementary
        ),
        rounding=replace(policy.rounding, mean_weights_per_base=0),
        quality=replace(
            policy.quality,
            not_published_n_below=0,
            caution_n_below=0,
            cv_caution=1e9,
            cv_not_published=1e9,
            df_min=0,
        ),
    )
