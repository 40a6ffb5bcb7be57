"""The audit room: what an outsider can work out from published releases alone.

It reads what everybody can read, and shares no code with the protect room, so that
it finds what protection has overlooked.
"""

from headload.measure.audit.audit import Audit, audit
from headload.measure.audit.verdict import Finding

__all__ = ["Audit", "Finding", "audit"]
