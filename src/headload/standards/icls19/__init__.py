"""The 19th ICLS (2013): employment is work for pay or profit."""

from headload.standards.icls19.employed import employed
from headload.standards.icls19.labour_force_status import labour_force_status

__all__ = ["employed", "labour_force_status"]
