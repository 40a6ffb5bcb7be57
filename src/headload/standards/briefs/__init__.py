"""How a statistical brief groups ages, hours and places, and counts protection.

These are conventions of presentation, not definitions of a resolution: they
change no figure on informality or on a worker group. Null means not known.
"""

from headload.standards.briefs.age_band import age_band
from headload.standards.briefs.employer_contributes import employer_contributes
from headload.standards.briefs.has_health_insurance import has_health_insurance
from headload.standards.briefs.has_pension import has_pension
from headload.standards.briefs.has_pension_or_health_insurance import (
    has_pension_or_health_insurance,
)
from headload.standards.briefs.hours_bands import (
    actual_hours_band,
    usual_hours_band,
)
from headload.standards.briefs.place_group import PLACES, place_group

__all__ = [
    "PLACES",
    "actual_hours_band",
    "age_band",
    "employer_contributes",
    "has_health_insurance",
    "has_pension",
    "has_pension_or_health_insurance",
    "place_group",
    "usual_hours_band",
]
