"""Which columns of the persons table a plan needs, and for what."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DesignColumns:
    """Design columns besides stratum and PSU: see `terms.Design`.

    `margins` are the columns whose totals the weights meet, `fit` the weight with
    which the variance takes them into account; empty where weights are as they are.
    """

    replicates: tuple[str, ...] = ()
    fpc: tuple[str, ...] = ()
    later_stages: tuple[str, ...] = ()
    margins: tuple[str, ...] = ()
    fit: str = ""


@dataclass(frozen=True)
class Wanted:
    """What the pass over the microdata has to bring.

    Parameters
    ----------
    stratum, psu
        Design columns; a survey without strata has None.
    dimensions
        Column by name of the dimensions that breakdowns ask for.
    yes_no
        Columns of yes/no answers.
    codes
        Columns of codes: of dimensions, and of conditions.
    amounts, squared
        Number columns to add up, and those whose squares are added up too.
    numbers
        Every number column: amounts, and those whose quantiles are asked for.
    design
        Further columns of the sample design.
    """

    stratum: str | None
    psu: str
    dimensions: dict[str, str]
    yes_no: tuple[str, ...]
    codes: tuple[str, ...]
    amounts: tuple[str, ...]
    squared: tuple[str, ...]
    numbers: tuple[str, ...]
    design: DesignColumns = DesignColumns()
