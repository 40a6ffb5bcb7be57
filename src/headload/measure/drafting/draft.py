"""A survey map drafted from a file: proposals to confirm, one by one.

Nothing proposed decides anything. Each proposed table carries ``proposed = true``
and each open question stands under ``todo``; while one of them is left, the map is
refused by `headload measure` and `headload surveys check` lists what to do.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from headload.errors import WrongUse
from headload.measure.drafting.guess_codes import Guess, without_answer
from headload.measure.drafting.propose import Proposal, proposals
from headload.measure.read import Codebook, Variable
from headload.terms import harmonised_variables

DESIGN_ROLES = ("weight", "psu", "stratum")
# two digits give at most 43 occupations and 88 industries, one digit 10 and 21
TWO_DIGITS = {"occupation": (10, 43), "industry": (21, 88)}
MOST_DIGITS = 4
SURVEY_ID = re.compile(r"[a-z]{3}/[a-z0-9-]+/[a-z0-9-]+")

TODO = {
    "survey": "fill in producer, title, area, citation and licence in [survey]",
    "employment_standard": "say whether the questionnaire follows the 13th or the "
    "19th ICLS (is work for own use asked apart?) in [survey] employment_standard",
    "working_age": "confirm the working age of the country in [survey] working_age",
    "person_id": "map person_id from the columns that together name one person, as "
    'from = ["household", "line"]',
    "not_asked": "list under [availability] not_asked what the questionnaire does "
    "not ask, and map what it asks and is not here yet",
    "codes": "decide on the codes marked OPEN in comments",
    "bands": "give the bounds of bands marked OPEN as codes, such as "
    "codes = { 1 = 1, 2 = 2, 3 = 6 }, in unit_size_low and unit_size_high",
    "design": "confirm weight, stratum and PSU in design.toml with the producer's "
    "note on the sample, and give the published population",
    "checks": "copy published figures with their source into checks.toml; the map "
    "stays a draft until they are met",
}


def draft_map(codebook: Codebook, survey: str, out: Path) -> Path:
    """Write a drafted map of a file.

    Parameters
    ----------
    codebook
        The file, as `headload.measure.read.codebook` describes it.
    survey
        Id ``iso3/series/period``, such as ``ecu/enemdu/2021q1``.
    out
        An atlas folder; the map is written to ``out/iso3/series/period``.

    Returns
    -------
    Path
        The folder of the map.

    Raises
    ------
    WrongUse
        ``HL-DRAFT-01`` for an id that is none, ``HL-DRAFT-02`` when there is
        already a map.
    """
    if not SURVEY_ID.fullmatch(survey):
        raise WrongUse(
            f'"{survey}" is not the id of a survey period',
            where="--id",
            to_do="write country, series and period in lower-case letters, digits and "
            "hyphens, such as gha/ahies/2023q1",
            code="HL-DRAFT-01",
        )
    folder = out.joinpath(*survey.split("/"))
    if (folder / "map.toml").exists():
        raise WrongUse(
            "There is already a map of this survey period",
            where=str(folder),
            to_do="name another folder, or complete the map that is there",
            code="HL-DRAFT-02",
        )
    proposed = proposals(codebook)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {
        "map.toml": _map(codebook, survey, proposed),
        "design.toml": _design(proposed),
        "national.toml": 'schema = "headload-national/1"\n',
        "checks.toml": _checks(),
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _map(
    codebook: Codebook, survey: str, proposed: Mapping[str, Sequence[Proposal]]
) -> str:
    country, series, period = survey.split("/")
    lines = [
        f"# Drafted from a file by `headload surveys new` ({codebook.format}, "
        f"{codebook.rows:,} rows).",
        "# Every table marked `proposed = true` is a guess. Compare it with the",
        "# questionnaire, correct it, write where you saw it under `evidence`, and",
        "# delete the line `proposed = true`. Delete each line of `todo` once done.",
        'schema = "headload-map/1"',
        f"todo = [\n{_todo(proposed, codebook)}]",
        "",
        "[survey]",
        f"country = {_text(country.upper())}",
        f"series = {_text(series.upper())}",
        'producer = "TO DO"',
        f"title = {{ en = {_text(survey)}, es = {_text(survey)}, "
        f"fr = {_text(survey)} }}",
        f"periods = [{_text(period)}]",
        'status = "drafted"',
        "employment_standard = 19",
        f"area = {{ code = {_text(country.upper())}, en = {_text(country.upper())}, "
        f"es = {_text(country.upper())}, fr = {_text(country.upper())} }}",
        "working_age = 15",
        'licence = ""',
        'citation = "TO DO"',
        "",
        "[availability]",
        "not_asked = []",
    ]
    labelled = {one.column.name: one for one in codebook.variables}
    for name, listed in proposed.items():
        if name not in DESIGN_ROLES:
            lines += ["", *_variable(name, listed, labelled)]
    return "\n".join(lines) + "\n"


def _todo(proposed: Mapping[str, Sequence[Proposal]], codebook: Codebook) -> str:
    labelled = {one.column.name: one for one in codebook.variables}
    first = {name: listed[0] for name, listed in proposed.items()}
    done = {
        "person_id": "person_id" in proposed,
        "codes": not any(each.guess and each.guess.open for each in first.values()),
        "bands": not any(
            _bands(name, labelled[each.column]) for name, each in first.items()
        ),
    }
    needed = [text for key, text in TODO.items() if not done.get(key)]
    return "".join(f"  {_text(sentence)},\n" for sentence in needed)


def _bands(name: str, one: Variable) -> list[str]:
    """Return the labelled codes of a number: bands, unless they say no answer."""
    word = harmonised_variables().get(name)
    if word is None or word.kind not in ("integer", "number"):
        return []
    labels = one.column.value_labels
    silent = without_answer(labels)
    codes = [code for code in labels if code not in silent]
    return codes if len(codes) > 1 else []


def _variable(
    name: str, listed: Sequence[Proposal], labelled: Mapping[str, Variable]
) -> list[str]:
    best = listed[0]
    lines = [f"# {each.column}: {_reasons(each)}" for each in listed]
    lines += [
        f"[variables.{name}]",
        "proposed = true",
        f"from = {_text(best.column)}",
        f"question = {_text(best.label)}",
        'evidence = "proposed from the labels of the file"',
    ]
    one = labelled[best.column]
    word = harmonised_variables()[name]
    if best.guess:
        return lines + _codes(best.guess, one)
    silent = without_answer(one.column.value_labels)
    for code in _bands(name, one):
        lines.append(f"# {code} {_plain(one.column.value_labels[code])} -> OPEN")
    if silent:
        lines.append(f"not_stated = [{', '.join(map(_text, silent))}]")
    if word.kind == "classification":
        lines.append(f"# is this the classification and revision that {name} names?")
        lines.append(f"digits = {_digits(name, listed, labelled)}")
    elif name == "age":
        lines.append("range = [0, 110]")
    elif name.endswith("hours"):
        lines.append("range = [0, 168]")
    return lines


def _codes(guess: Guess, one: Variable) -> list[str]:
    labels = one.column.value_labels
    lines = [
        f"# {code} {_plain(labels[code])} -> {guess.codes[code]}"
        for code in guess.codes
    ]
    lines += [f"# {code} {_plain(labels[code])} -> OPEN" for code in guess.open]
    pairs = ", ".join(f"{_text(c)} = {_text(ours)}" for c, ours in guess.codes.items())
    lines.append(f"codes = {{ {pairs} }}")
    if guess.not_stated:
        lines.append(f"not_stated = [{', '.join(map(_text, guess.not_stated))}]")
    return lines


def _digits(
    name: str, listed: Sequence[Proposal], labelled: Mapping[str, Variable]
) -> int:
    """Guess the level by the number of codes; the check against the file tells."""
    if name.startswith("second_job"):
        return MOST_DIGITS
    distinct = labelled[listed[0].column].distinct
    one, two = TWO_DIGITS[name.split("_")[0]]
    return 1 if distinct <= one else 2 if distinct <= two else MOST_DIGITS


def _design(proposed: Mapping[str, Sequence[Proposal]]) -> str:
    found = {role: proposed.get(role, ()) for role in DESIGN_ROLES}
    complete = bool(found["psu"] and found["stratum"])
    status = 1 if complete else 2 if found["psu"] else 3
    lines = [
        'schema = "headload-design/1"',
        "proposed = true",
        "# 1 strata and PSUs, 2 PSUs only, 3 neither, 4 replicate weights",
        f"status = {status}",
    ]
    for role, listed in found.items():
        lines += [f"# {role}: {each.column}: {_reasons(each)}" for each in listed]
        kept = role == "weight" or (role == "psu" and status < 3) or status == 1
        if listed and kept:
            lines.append(f"{role} = {_text(listed[0].column)}")
    if not found["weight"]:
        lines.append('weight = "TO DO"')
    if status == 3:
        lines.append('cluster = "person_id"')
    lines += [
        "# population = 0  # the weighted total that the office published",
        'evidence = "proposed from names and labels of the file"',
    ]
    return "\n".join(lines) + "\n"


def _checks() -> str:
    return (
        'schema = "headload-checks/1"\n'
        "# [[check]]\n"
        '# id = "employed"\n# title = "Employed persons"\n# kind = "total"\n'
        '# of = "employed"\n# published = 0\n# tolerance = "rounding"\n'
        '# source = "where the office published it, with the date"\n'
    )


def _reasons(proposal: Proposal) -> str:
    return _plain(f"{proposal.label} ({'; '.join(proposal.reasons)})")


def _plain(text: str) -> str:
    """Return one line of text without control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _text(text: str) -> str:
    escaped = _plain(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
