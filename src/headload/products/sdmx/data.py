"""The cells of a release as a data set of SDMX.

Every cell is an observation; a withheld one keeps its row, without value or
precision, and its marks say why, with one mark for everything that is protected.
"""

from collections.abc import Sequence

import pandas as pd
from pysdmx.io.pd import PandasDataset
from pysdmx.model import Schema

from headload.products.sdmx.components import Column
from headload.products.sdmx.periods import time_period
from headload.releases import ReleasedEstimate, SealedRelease


def data_of(
    release: SealedRelease, columns: Sequence[Column], schema: Schema
) -> PandasDataset:
    """Return the data set: one row a cell, one column a component.

    Raises
    ------
    BadInput
        HL-PUB-11 when a period is none that SDMX knows.
    """
    rows = [[_field(cell, each) for each in columns] for cell in release.estimates]
    names = [each.id for each in columns]
    table = pd.DataFrame(rows, columns=names, dtype=object)
    return PandasDataset(structure=schema, data=table)


def _field(cell: ReleasedEstimate, column: Column) -> object:
    if column.holds == "period":
        return time_period(cell)
    if column.name == "time_detail":
        return cell.time_period
    return column.of(cell)
