"""The 13th ICLS (1982): employment includes farm work for own use."""

from headload.standards.icls13.employed import employed
from headload.standards.icls13.labour_force_status import labour_force_status

__all__ = ["employed", "labour_force_status"]
