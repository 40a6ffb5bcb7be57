"""The derive room: harmonised records go in, rules add their columns.

Rules are resolved into layers, so that every column is computed once and named;
nothing is decided here that is not in a rule.
"""

from headload.measure.derive.counts import (
    NodeCount,
    millionths,
    node_counts,
    unknown,
)
from headload.measure.derive.derivation import derive
from headload.measure.derive.plan import Plan, plan_of
from headload.measure.derive.second_job import in_any_job
from headload.measure.derive.trace import Step, Trace, why

__all__ = [
    "NodeCount",
    "Plan",
    "Step",
    "Trace",
    "derive",
    "in_any_job",
    "millionths",
    "node_counts",
    "plan_of",
    "unknown",
    "why",
]
