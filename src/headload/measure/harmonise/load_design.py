"""Reading `design.toml`: strata, PSUs, corrections, stages, replicate weights.

Source columns keep their role in the name they get: replicate weights become
``rw_1``, ``rw_2`` ..., corrections ``fpc_1`` ..., units of later stages ``unit_2``
and so on. A file of replicate weights says::

    status = 4
    weight = "PWGTP"
    [replicates]
    method = "successive-difference"   # brr, fay, jk1, jkn, bootstrap, other
    prefix = "PWGTP"                   # or: columns = ["..."]
    count = 80
    # scale, rscales, rho, mse: only where the producer says so

Known totals that the weights are made to meet: see `load_calibration`; an office's
table of sampling errors: `load_generalised`.
`stratum` and `psu` may join several columns; `scale`, `scale_when` and `divide` turn
the stored weight into the final one; ``[periods."2016..2018"]`` changes what differs.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from headload.errors import BadInput
from headload.measure.harmonise.load_calibration import calibration_of
from headload.measure.harmonise.load_generalised import error_table_of
from headload.measure.harmonise.load_variable import tests_of
from headload.measure.harmonise.periods import of_period
from headload.measure.harmonise.survey_map import Condition, SourceDesign
from headload.terms import Design, DesignStatus, ReplicateMethod, Replicates

DESIGN_KEYS = frozenset(
    {
        "schema", "status", "weight", "stratum", "psu", "nest", "cluster",
        "lonely_psu", "lonely_in_domains",
        "population", "evidence", "note", "fpc", "later_stages",
        "replicates", "scale", "scale_when", "divide", "periods",
        "calibration", "proposed", "generalised_variance",
    }
)  # fmt: skip
REPLICATE_KEYS = frozenset(
    {"method", "prefix", "columns", "count", "scale", "rscales", "rho", "mse"}
)


def design_of(
    data: Mapping[str, Any], where: str, period: str, periods: Sequence[str] = ()
) -> SourceDesign:
    """Return the design that a checked `design.toml` declares.

    Parameters
    ----------
    data, where
        The file and its name.
    period
        Period wanted.
    several
        True where the map serves several periods.

    Raises
    ------
    BadInput
        ``HL-MAP-13`` when replicate weights, corrections or stages do not fit,
        ``HL-MAP-17`` when a calibration does not, ``HL-MAP-18`` when the table of
        sampling errors does not.
    """
    data = {**data, **of_period(data.get("periods", {}), period, periods)}
    status = DesignStatus(data["status"])
    population = data.get("population")
    if isinstance(population, dict):
        population = population.get(period)
    fpc, later = _texts(data, "fpc", where), _texts(data, "later_stages", where)
    if later and len(fpc) != len(later) + 1:
        raise _refusal("Later stages need one fpc a stage", where)
    columns = _replicate_columns(data, status, where)
    has_psu = status is not DesignStatus.REPLICATES or "psu" in data
    return SourceDesign(
        design=Design(
            status=status,
            lonely_psu=data.get("lonely_psu", "fail"),
            lonely_in_domains=data.get("lonely_in_domains", False) is True,
            cluster=data.get("cluster", "psu" if has_psu else "person_id"),
            replicates=_replicates(data, columns, where) if columns else None,
            fpc=tuple(f"fpc_{i + 1}" for i in range(len(fpc))),
            later_stages=tuple(f"unit_{i + 2}" for i in range(len(later))),
            calibration=calibration_of(data, where, period, several=len(periods) > 1),
        ),
        weight=data["weight"],
        stratum=_joined(data, "stratum", where),
        psu=_joined(data, "psu", where),
        nest=data.get("nest", False),
        population=population,
        note=data.get("note", {}),
        evidence=data.get("evidence", ""),
        replicates=columns,
        fpc=fpc,
        later_stages=later,
        proposed=data.get("proposed", False),
        error_table=error_table_of(data, where, period),
        scale=float(data.get("scale", 1.0)),
        scale_when=tuple(
            Condition(tests=tests_of(entry["when"]), then=entry["then"])
            for entry in data.get("scale_when", [])
        ),
        divide=data.get("divide", ""),
    )


def _replicate_columns(
    data: Mapping[str, Any], status: DesignStatus, where: str
) -> tuple[str, ...]:
    table = data.get("replicates")
    if (table is not None) != (status is DesignStatus.REPLICATES):
        raise _refusal("Status 4 and a section [replicates] go together", where)
    if table is None:
        return ()
    unknown = sorted(set(table) - REPLICATE_KEYS)
    if unknown:
        raise _refusal(f'"{unknown[0]}" is not a key of [replicates]', where)
    if ("prefix" in table) == ("columns" in table):
        raise _refusal("[replicates] needs either a prefix or columns", where)
    count = table.get("count")
    if "columns" in table:
        columns = _texts(table, "columns", where)
        if count is not None and count != len(columns):
            raise _refusal(
                f"{count} replicate weights are declared, {len(columns)} listed", where
            )
        return columns
    if type(count) is not int or count < 2:
        raise _refusal("A prefix of replicate weights needs a count", where)
    return tuple(f"{table['prefix']}{i + 1}" for i in range(count))


def _replicates(
    data: Mapping[str, Any], columns: tuple[str, ...], where: str
) -> Replicates:
    table = data["replicates"]
    method = table.get("method")
    if method not in list(ReplicateMethod):
        raise _refusal(f'"{method}" is not a method of replicate weights', where)
    rscales = tuple(float(value) for value in table.get("rscales", ()))
    if rscales and len(rscales) != len(columns):
        raise _refusal(
            f"{len(columns)} replicate weights have {len(rscales)} rscales", where
        )
    return Replicates(
        method=ReplicateMethod(method),
        columns=tuple(f"rw_{i + 1}" for i in range(len(columns))),
        scale=table.get("scale"),
        rscales=rscales,
        rho=table.get("rho", 0.0),
        mse=table.get("mse"),
    )


def _joined(data: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = data.get(key, [])
    return (value,) if isinstance(value, str) else _texts(data, key, where)


def _texts(data: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = data.get(key, [])
    if not isinstance(value, list) or not all(isinstance(t, str) for t in value):
        raise _refusal(f'"{key}" is not a list of column names', where)
    return tuple(value)


def _refusal(what: str, where: str) -> BadInput:
    return BadInput(
        what,
        where=where,
        to_do="follow the reference of maps and the producer's note on the design",
        code="HL-MAP-13",
    )
