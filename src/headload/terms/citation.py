"""Where a rule, a code or a figure comes from.

A rule without a citation does not import; a citation that was not compared with
the text of the standard says so (`confirmed=False`) and every page shows it.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Citation:
    """A source, down to the paragraph.

    Parameters
    ----------
    source
        The text: a resolution, guideline, paper or code list.
    paragraph
        Paragraph, section or table inside the source; empty when the whole is meant.
    confirmed
        True when the wording was compared with the text itself.
    """

    source: str
    paragraph: str = ""
    confirmed: bool = True

    def __str__(self) -> str:
        """Return the citation as printed under a rule or table."""
        place = f", {self.paragraph}" if self.paragraph else ""
        doubt = "" if self.confirmed else " (to be confirmed against the text)"
        return f"{self.source}{place}{doubt}"
