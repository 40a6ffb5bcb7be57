"""Which city lies in which region, as the records say it.

Figures of a region and of its cities are sums that an outsider knows, whether a
table crosses the two or not.
"""

from collections.abc import Mapping

from headload.terms import Persons

SMALLER, LARGER = "city", ("region", "urban")


def places_within(persons: Persons) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Return the larger places of each city, where all its records agree.

    Returns
    -------
    dict
        Such as ``{"city": {"quito": {"urban": "U"}}}``; empty without cities.
    """
    larger = [name for name in LARGER if name in persons.table.columns]
    if SMALLER not in persons.table.columns or not larger:
        return {}
    in_city = persons.table.filter(persons.table[SMALLER].notnull())
    rows = (
        in_city.group_by(SMALLER)
        .agg(
            **{f"{name}_first": in_city[name].min() for name in larger},
            **{f"{name}_last": in_city[name].max() for name in larger},
            **{f"{name}_unknown": in_city[name].isnull().any() for name in larger},
        )
        .to_pyarrow()
        .to_pylist()
    )
    found = {
        str(row[SMALLER]): {
            name: str(row[f"{name}_first"])
            for name in larger
            if row[f"{name}_first"] == row[f"{name}_last"]
            and not row[f"{name}_unknown"]
        }
        for row in rows
    }
    return {SMALLER: dict(sorted(found.items()))} if found else {}
