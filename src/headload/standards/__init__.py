"""The rules as code: one rule a file, each with its citation.

Rules describe *jobs* (or the unit of production behind one), not persons: a
table counts them `among` the employed of the edition it names. Importing this
package registers every rule.
"""

from headload.standards import (
    briefs,
    editions,
    groups,
    icls13,
    icls15,
    icls17,
    icls19,
    icls21,
    icse18,
    icse93,
    isic,
)
from headload.standards.choices import Choice, default_choices
from headload.standards.variable import Variable, rules

__all__ = [
    "Choice",
    "Variable",
    "briefs",
    "default_choices",
    "editions",
    "groups",
    "icls13",
    "icls15",
    "icls17",
    "icls19",
    "icls21",
    "icse18",
    "icse93",
    "isic",
    "rules",
]
