"""ICSE-93: status in employment, six groups."""

from headload.standards.icse93.paid_employment import paid_employment
from headload.standards.icse93.status_in_employment import status_in_employment

__all__ = ["paid_employment", "status_in_employment"]
