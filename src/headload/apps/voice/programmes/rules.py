"""Which laws, processes, demands and wins belong to a Programme by what they are.

Our reading of what each Programme is about, told on its page in words. What a rule
does not reach an editor puts there by hand (`Filing`); an Initiative has no rule.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Q

from headload.apps.voice.outcome_states import OutcomeKind
from headload.apps.voice.words import ProcessKind, Tag

NOTHING = Q(pk__in=())


@dataclass(frozen=True)
class Rule:
    """Conditions of what belongs to a Programme; nothing does where one is left out.

    Parameters
    ----------
    lists
        Names of lists of the site that are its field as a whole.
    """

    laws: Q = field(default=NOTHING)
    processes: Q = field(default=NOTHING)
    demands: Q = field(default=NOTHING)
    wins: Q = field(default=NOTHING)
    lists: tuple[str, ...] = ()


def _tagged(*tags: Tag) -> Q:
    return Q(provisions__tags__tag__in=[each.value for each in tags])


def _aimed_at(*tags: Tag) -> Q:
    return Q(aims__provision__tags__tag__in=[each.value for each in tags])


def _of(*kinds: str) -> Q:
    return Q(kind__in=[str(each) for each in kinds])


_MAKING = (
    ProcessKind.STANDARD_SETTING,
    ProcessKind.LEGISLATION,
    ProcessKind.RULE_MAKING,
    ProcessKind.SUPERVISION,
)
_URBAN = (ProcessKind.CITY_PLANNING, ProcessKind.BY_LAW)
_VOICE = (Tag.BARGAINING, Tag.REPRESENTATION)
_IN_A_CITY = Q(area__within__isnull=False)
RULES: Mapping[str, Rule] = {
    "law": Rule(
        laws=Q(checks__sources__isnull=False) | _of("convention"),
        processes=_of(*_MAKING),
        demands=Q(processes__kind__in=[each.value for each in _MAKING]),
        wins=_of(OutcomeKind.LAW, OutcomeKind.JUDGMENT),
        lists=("laws", "processes"),
    ),
    "organization-representation": Rule(
        laws=_tagged(*_VOICE),
        processes=_of(ProcessKind.CONGRESS),
        demands=_aimed_at(*_VOICE),
        wins=_of(
            OutcomeKind.REPRESENTATION, OutcomeKind.RECOGNITION, OutcomeKind.AGREEMENT
        ),
        lists=("organisations", "agreements"),
    ),
    "social-protection": Rule(
        laws=_tagged(Tag.SOCIAL_SECURITY),
        processes=Q(laws__provisions__tags__tag=Tag.SOCIAL_SECURITY.value),
        demands=_aimed_at(Tag.SOCIAL_SECURITY),
        wins=_of(OutcomeKind.BENEFIT),
        lists=("laws",),
    ),
    "statistics": Rule(lists=("numbers", "gaps")),
    "urban-policies": Rule(
        laws=Q(locality__isnull=False) | ~Q(locality_name=""),
        processes=_of(*_URBAN) | _IN_A_CITY,
        demands=_IN_A_CITY | Q(processes__kind__in=[each.value for each in _URBAN]),
        wins=_IN_A_CITY | _of(OutcomeKind.SPACE),
        lists=("places",),
    ),
}
"""By the code of the Programme."""
