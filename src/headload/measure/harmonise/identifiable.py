"""Which worker groups a survey can show, read from its map.

A short answer for lists and tables: *yes*, *partly* (some of the group, or only by
one of several answers) or *no*. What each question costs, and which one would bring
most, is the business of readiness; this looks at the answers the map can give.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from headload.measure.harmonise.survey_map import SurveyMap
from headload.terms import codelist

GROUPS = (
    "domestic_worker",
    "home_based_worker",
    "street_vendor",
    "market_trader",
    "waste_picker",
    "garment_worker",
)
YES, PARTLY, NO = "yes", "partly", "no"
STREET = {"street_fixed", "street_mobile"}
UNIT_GROUP, MINOR_GROUP, DIVISION = 4, 3, 2


@dataclass(frozen=True)
class _Answers:
    """What the map gives of the questions that tell groups apart."""

    place: frozenset[str]
    status: frozenset[str]
    roster: frozenset[str]
    sector: frozenset[str]
    industry: int
    occupation: int
    households: bool
    apparel: bool

    @property
    def work(self) -> bool:
        """Tell whether industry or occupation says what somebody sells or makes."""
        return self.industry >= DIVISION or self.occupation >= DIVISION


def groups_identifiable(survey: SurveyMap) -> Mapping[str, str]:
    """Return *yes*, *partly* or *no* for each of `GROUPS`.

    A group that the map itself withholds (`[office]`) is *no*.
    """
    withheld = {rule.word for rule in survey.office if not rule.variable}
    given = _Answers(
        place=_answers(survey, "place_of_work"),
        status=_answers(survey, "status_answered"),
        roster=_answers(survey, "relationship_to_head"),
        sector=_answers(survey, "institutional_sector"),
        industry=_digits(survey, "industry_isic4", "industry_isic31"),
        occupation=_digits(survey, "occupation_isco08", "occupation_isco88"),
        households=_reaches(survey, isic4="97", isic31="95"),
        apparel=_reaches(survey, isic4="14", isic31="18"),
    )
    found = {
        "domestic_worker": _domestic(given),
        "home_based_worker": _home_based(given),
        "street_vendor": _street(given),
        "market_trader": YES if "market" in given.place and given.work else NO,
        "waste_picker": _waste(given),
        "garment_worker": YES if given.apparel else NO,
    }
    return {name: NO if name in withheld else found[name] for name in GROUPS}


def _domestic(given: _Answers) -> str:
    if given.households:
        return YES
    if "domestic_employee" in given.status and given.industry:
        return YES
    return PARTLY if "domestic_employee" in given.status | given.roster else NO


def _home_based(given: _Answers) -> str:
    home = set(codelist("place_of_work").where("group", "home"))
    if not given.place & home or not given.industry:
        return NO
    return YES if given.place & (home - {"own_dwelling"}) else PARTLY


def _street(given: _Answers) -> str:
    if given.place & STREET and given.work:
        return YES
    moves = {"no_fixed_place", "transport_hub"} & given.place
    by_occupation = given.occupation >= UNIT_GROUP
    return PARTLY if by_occupation or (moves and given.work) else NO


def _waste(given: _Answers) -> str:
    if given.occupation >= UNIT_GROUP:
        return YES
    both = given.occupation >= MINOR_GROUP and given.industry >= UNIT_GROUP
    return PARTLY if both else NO


def _answers(survey: SurveyMap, name: str) -> frozenset[str]:
    variable = survey.variables.get(name)
    return variable.answers() if variable else frozenset()


def _digits(survey: SurveyMap, *names: str) -> int:
    """Return the digits kept of the best classification of the map."""
    digits = [0]
    for name in names:
        variable = survey.variables.get(name)
        for part in variable.with_parts() if variable else ():
            if part.crosswalk:
                digits.append(max(map(len, part.crosswalk.values())))
            elif part.digits:
                digits.append(min(part.digits, part.keep or part.digits))
    return max(digits)


def _reaches(survey: SurveyMap, **divisions: str) -> bool:
    """Tell whether a classification of the map can give the division."""
    return any(
        code.startswith(division)
        for kind, division in divisions.items()
        for variable in [survey.variables.get(f"industry_{kind}")]
        for part in (variable.with_parts() if variable else ())
        for code in (
            part.crosswalk.values()
            if part.crosswalk
            else [division] * (min(part.digits or 0, part.keep or 9) >= DIVISION)
        )
    )
