"""Whether a site is whole: its settings, its database, its files, its search."""

from headload.apps.site.checks.every import Checked, check

__all__ = ["Checked", "check"]
