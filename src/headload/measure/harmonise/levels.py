"""Classification codes held against the declared level and the shipped lists.

ISCO and ISIC codes lose leading zeros when a file stores them as numbers (0110
becomes 110), and some files mix levels (52 beside 5211). Both would move people
between groups, so the codes are held against the shipped lists.
"""

from typing import Any

from headload.errors import BadInput
from headload.measure.harmonise.expressions import Source
from headload.measure.harmonise.survey_map import SurveyMap, VariableMap
from headload.terms import codelist

LISTS = {
    "occupation_isco08": "isco08",
    "occupation_isco88": "isco88",
    "industry_isic4": "isic4",
    "industry_isic31": "isic31",
    "second_job_occupation_isco08": "isco08",
    "second_job_industry_isic4": "isic4",
}
MIXED_SHARE = 0.005


def level_problems(source: Source, survey: SurveyMap) -> list[str]:
    """Check every classification of the map (cases 34 to 37).

    Returns
    -------
    list of str
        Warnings with counts.

    Raises
    ------
    BadInput
        When codes are not whole numbers, are at another level than declared, or
        are not in the classification, above 0.5 % of those stated.
    """
    notes: list[str] = []
    for name, variable in survey.variables.items():
        if name in LISTS:
            for part in variable.with_parts():
                if len(part.columns) == 1:
                    notes += _problems(source, part)
    return notes


def _problems(source: Source, variable: VariableMap) -> list[str]:
    column = variable.columns[0]
    counts = _counts(source, variable)
    place = f'{variable.name}, column "{column}"'
    stated = sum(counts.values())
    if not stated:
        return []
    numeric = not source.raw(column).type().is_string()
    fractions = sum(n for code, n in counts.items() if "." in code)
    if fractions:
        raise BadInput(
            f"{fractions} of {stated} codes are not whole numbers",
            where=place,
            to_do="export the column as text or whole numbers",
            code="HL-HARM-35",
        )
    digits = variable.digits or 0
    padded = sum(
        n for code, n in counts.items() if len(code) < len(_pad(code, variable))
    )
    notes = []
    if padded and not (numeric or variable.pad):
        _refuse_levels(counts, digits, place)
    if padded:
        notes.append(f"{place}: {padded} codes had lost leading zeros and were padded")
    return notes + _unlisted(counts, variable, place, stated)


def _counts(source: Source, variable: VariableMap) -> dict[str, int]:
    """Count the stated codes as written, blanks removed, `.0` removed."""
    value = source.raw(variable.columns[0])
    code = source.code(variable.columns[0])
    if value.type().is_string():
        written = value.strip().re_replace(r"\.0+$", "").nullif("")
    else:
        written = code
    listed = code.isin(list(variable.not_stated)) if variable.not_stated else None
    kept = written.notnull() if listed is None else written.notnull() & ~listed
    rows = (
        source.table.filter(kept)
        .group_by(code=written)
        .aggregate(n=lambda group: group.count())
        .order_by("code")
        .to_pyarrow()
        .to_pylist()
    )
    return {row["code"]: row["n"] for row in rows}


def _refuse_levels(counts: dict[str, int], digits: int, place: str) -> None:
    lengths: dict[int, int] = {}
    for code, n in counts.items():
        lengths[len(code)] = lengths.get(len(code), 0) + n
    shown = ", ".join(
        f"{n} with {length} digits" for length, n in sorted(lengths.items())
    )
    raise BadInput(
        f"The codes are at several levels: {shown}; the map declares {digits}",
        where=place,
        to_do="if leading zeros were lost add `pad = true`; if the file is coded at "
        "another level correct `digits`",
        code="HL-HARM-36",
    )


def _unlisted(
    counts: dict[str, int],
    variable: VariableMap,
    place: str,
    stated: int,
) -> list[str]:
    digits = variable.digits or 0
    known = _known(variable, digits)
    wrong = {code: n for code, n in counts.items() if not known(_pad(code, variable))}
    total = sum(wrong.values())
    if not total:
        return []
    if total <= MIXED_SHARE * stated:
        return [f"{place}: {total} codes are not in the classification"]
    shorter = [code for code in wrong if _known(variable, len(code))(code)]
    if shorter and not variable.crosswalk:
        moved = {code: wrong[code] for code in shorter}
        at_level = {c.zfill(digits): n for c, n in counts.items() if c not in moved}
        _refuse_levels({**at_level, **moved}, digits, place)
    top = sorted(wrong.items(), key=lambda item: (-item[1], item[0]))[:10]
    raise BadInput(
        f"{total} of {stated} codes are not in the classification: "
        + ", ".join(f'"{code}" ({n})' for code, n in top),
        where=place,
        to_do="check which classification and revision the file uses; list codes "
        "that mean not stated under not_stated",
        code="HL-HARM-37",
    )


def _pad(code: str, variable: VariableMap) -> str:
    """Return the code with the leading zeros it lost, as `classified` does."""
    code = code.lstrip("0") or "0"
    if variable.pad == "even":
        return code.zfill(len(code) + len(code) % 2)
    return code.zfill(variable.digits or 0)


def _known(variable: VariableMap, digits: int) -> Any:
    if variable.crosswalk:
        return lambda code: any(code.startswith(old) for old in variable.crosswalk)
    codes = codelist(LISTS[variable.name])
    level = min(digits, variable.keep or digits)
    at_level = {code[:level] for code in codes.codes if len(code) >= level}
    return lambda code: code[:level] in at_level
