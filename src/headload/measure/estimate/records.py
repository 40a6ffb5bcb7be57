"""The one pass over the microdata: records by PSU, in an order of their own.

Records stream out of the engine in the order of stratum and PSU (shorter ids
first, then by code point) and are cut into chunks of whole PSUs. A file that is
stored in that order is read as it lies; any other is sorted by the engine first.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from headload.errors import BadInput

from .chunk import Chunk, as_chunk, numbers_of
from .columns_of_records import columns_of_records
from .cutting import cut, records_of
from .facts import Facts, bad_weights
from .units import LARGEST_WEIGHT
from .wanted import Wanted


class NotInOrderError(Exception):
    """The records do not lie in the order of stratum and PSU."""


def chunks(table: Any, wanted: Wanted, facts: Facts, *, sort: bool) -> Iterator[Chunk]:
    """Yield the records of a persons table, chunk by chunk.

    Parameters
    ----------
    table
        Ibis table of persons, with a float column ``weight``.
    wanted, facts
        Which columns, and what is known of them.
    sort
        Let the engine sort first.

    Raises
    ------
    NotInOrderError
        When the records turn out not to be in order, there are more than one
        chunk holds, and `sort` is False.
    UnlistedCodeError
        When a record has a code that the facts do not know.
    BadInput
        ``HL-EST-46`` for a weight that is not a number; ``HL-EST-47`` for weights
        too large to be added exactly; ``HL-EST-54`` for a PSU with more records
        than can be held.
    """
    rows, reduced = columns_of_records(table, wanted, facts)
    if sort or reduced:
        rows = rows.order_by(
            [rows.stratum.length(), rows.stratum, rows.psu.length(), rows.psu]
        )
    last: tuple[str, str] | None = None
    persons = 0.0
    for part, starts in cut(rows):
        weight = numbers_of(part, "weight")
        if not (weight >= 0).all():  # a store's ranges may leave NaN out
            raise bad_weights(table)
        persons += float((weight * records_of(part)).sum())
        refuse_weight_sum(persons)
        found = as_chunk(part, starts, wanted, facts)
        last = _refuse_disorder(found, last)
        yield found


def _refuse_disorder(found: Chunk, last: tuple[str, str] | None) -> tuple[str, str]:
    """Refuse PSUs that are not in order; return the last one's stratum and id."""
    first = (found.strata[0].as_py(), found.psus[0].as_py())
    strata_grow, strata_same = _growing(found.strata)
    psus_grow, _ = _growing(found.psus)
    in_order = (strata_grow | (strata_same & psus_grow)).all()
    if not in_order or (last is not None and _place(last) >= _place(first)):
        raise NotInOrderError
    return found.strata[-1].as_py(), found.psus[-1].as_py()


def _place(unit: tuple[str, str]) -> tuple[int, str, int, str]:
    stratum, psu = unit
    return len(stratum), stratum, len(psu), psu


def _growing(ids: pa.Array) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return where the next id comes later, and where it is the same."""
    before, after = ids.slice(0, len(ids) - 1), ids.slice(1)
    lengths = pc.utf8_length(before), pc.utf8_length(after)
    later = pc.or_(
        pc.less(*lengths),
        pc.and_(pc.equal(*lengths), pc.less(before, after)),
    )
    same = pc.equal(before, after)
    return (
        later.to_numpy(zero_copy_only=False),
        same.to_numpy(zero_copy_only=False),
    )


def refuse_weight_sum(persons: float) -> None:
    """Refuse weights that cannot be added exactly.

    Raises
    ------
    BadInput
        ``HL-EST-47``.
    """
    if persons > LARGEST_WEIGHT:
        raise BadInput(
            f"The weights add up to more than {LARGEST_WEIGHT:.0f} persons",
            where="column weight",
            to_do="check the scale of the weight in the survey map",
            code="HL-EST-47",
        )
