"""What a release says of its sources: questions, columns and the sample design.

Names and words of the map alone; nothing of the file's content has a place here.
"""

from collections.abc import Iterable, Mapping, Sequence

from headload.measure.harmonise import SurveyMap, VariableMap
from headload.releases import VariableFacts
from headload.standards.variable import Variable, source_of
from headload.terms import DesignStatus, harmonised_variables

_VARIANCE = {
    DesignStatus.COMPLETE: "linearisation, PSUs in strata",
    DesignStatus.PSU_ONLY: "linearisation, PSUs without strata",
    DesignStatus.WEIGHTS_ONLY: "linearisation, households as if drawn at random",
    DesignStatus.REPLICATES: "replicate weights",
}


def variables_read(
    names: Iterable[str], surveys: Sequence[SurveyMap]
) -> dict[str, VariableFacts]:
    """Return how the maps of all periods read each of `names`; others are skipped."""
    wanted = set(names)
    found = {
        name: [each.variables[name] for each in surveys if name in each.variables]
        for name in harmonised_variables()
        if name in wanted
    }
    return {name: _facts(read) for name, read in found.items() if read}


def own_reads(rule: Variable, known: Mapping[str, object]) -> tuple[str, ...]:
    """Return the harmonised variables, among `known`, that a rule reads itself."""
    return tuple(
        name for name in rule.inputs if source_of(rule, name) is None and name in known
    )


def sample_of(survey: SurveyMap) -> dict[str, str]:
    """Return the columns of the design by role, and how the error is estimated."""
    source = survey.source_design
    design = source.design
    columns = {
        "weight": (source.weight, *((source.divide,) if source.divide else ())),
        "stratum": source.stratum,
        "psu": source.psu,
        "replicates": source.replicates[:1],
        "later_stages": source.later_stages,
        "fpc": source.fpc,
    }
    variance = _VARIANCE[design.status]
    if design.generalised is not None:
        variance = "the office's table of sampling errors by size"
    calibrated = {"calibration": "known totals"} if design.calibration else {}
    named = {role: ", ".join(each) for role, each in columns.items() if each}
    return {**named, "variance": variance, **calibrated}


def _facts(read: Sequence[VariableMap]) -> VariableFacts:
    columns = [column for each in read for column in each.source_columns()]
    return VariableFacts(
        columns=tuple(dict.fromkeys(columns)),
        question=read[-1].question,
        evidence=read[-1].evidence,
    )
