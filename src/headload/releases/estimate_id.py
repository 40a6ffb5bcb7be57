"""Readable, URL-safe names of figures, the same in every release of a concept.

An id says survey, indicator and every dimension that is not the total, in the
fixed order of the schema: ``ecu-enemdu-2021q1.informal-employment-rate.sex-f``.
"""

import re
import unicodedata
from collections.abc import Mapping

from headload.errors import BadInput
from headload.releases.schema import TOTAL, dimension_order


def estimate_id(survey: str, indicator: str, dimensions: Mapping[str, str]) -> str:
    """Return the id of one cell.

    Parameters
    ----------
    survey
        Survey id, such as ``ecu/enemdu/2021q1``.
    indicator
        Indicator id, such as ``informal-employment-rate``.
    dimensions
        Code by dimension; totals (``_T``) are left out of the id.

    Raises
    ------
    BadInput
        When a part has no letter or digit of the Latin script.

    Examples
    --------
    >>> estimate_id("xts/lfs/2025q1", "informal_rate", {"urban": "U", "sex": "F"})
    'xts-lfs-2025q1.informal-rate.sex-f.urban-u'
    """
    codes = [
        f"{slug(name)}-{slug(dimensions[name])}"
        for name in dimension_order(dimensions)
        if dimensions[name] != TOTAL
    ]
    return ".".join([slug(survey), slug(indicator), *codes])


def slug(text: str) -> str:
    """Return `text` in lower-case letters, digits and hyphens.

    Examples
    --------
    >>> slug("65+"), slug("Bogotá_DC")
    ('65-plus', 'bogota-dc')
    """
    plain = unicodedata.normalize("NFKD", text.replace("+", "-plus"))
    ascii_text = plain.encode("ascii", "ignore").decode("ascii").lower()
    result = re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")
    if not result:
        raise BadInput(
            f'"{text}" cannot be part of an address',
            where="survey, indicator or dimension code",
            to_do="use a code with Latin letters or digits and keep the name as label",
            code="HL-REL-02",
        )
    return result
