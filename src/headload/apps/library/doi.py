"""A work's metadata from its DOI, as Crossref or DataCite gives it (CSL-JSON).

Source: Crosscite, DOI content negotiation: the resolver answers with CSL-JSON where
that is asked for.
"""

from headload.apps.library.bring_in import Result, keep
from headload.apps.library.fetch import Fetcher
from headload.apps.library.formats import from_csl
from headload.apps.library.identifiers import doi_in
from headload.errors import BadInput

RESOLVER = "https://doi.org/"
_CSL = "application/vnd.citationstyles.csl+json"


def bring_in_doi(text: str, fetcher: Fetcher, resolver: str = RESOLVER) -> Result:
    """Bring in the work that a DOI names; as a draft, since somebody has to look.

    Raises
    ------
    BadInput
        HL-LIB-06 for what is no DOI or is not told in CSL-JSON, HL-LIB-10 and -11 from
        fetching, HL-LIB-03 when the record cannot be kept.
    """
    doi = doi_in(text)
    if not doi:
        raise _refused(f'"{text}" is no DOI', text)
    told = fetcher.get(f"{resolver}{doi}", accept=_CSL)
    try:
        records = list(from_csl(told.decode("utf-8"), draft=True))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise _refused("what it leads to is not told in CSL-JSON", doi) from None
    return keep(records, doi)


def _refused(problem: str, where: str) -> BadInput:
    return BadInput(
        f"Nothing was brought in: {problem}",
        where=where,
        to_do="write it as 10.1234/abc; or add the work at the desk",
        code="HL-LIB-06",
    )
