"""The 17th and the 21st ICLS side by side: who is informal by which, and why.

The editions know nothing of one another; only these rules see both.
"""

from headload.standards.editions.informality_17_21 import informality_17_21
from headload.standards.editions.reason_17_21 import reason_17_21
from headload.standards.editions.sector_17_21 import sector_17_21
from headload.standards.editions.sector_reason_17_21 import sector_reason_17_21

__all__ = [
    "informality_17_21",
    "reason_17_21",
    "sector_17_21",
    "sector_reason_17_21",
]
