"""An agreement for machines, in the terms of schema.org; hidden parties are left out.

schema.org has no word for an agreement of workers, so it is a CreativeWork of the genre
*agreement*.
"""

from typing import Any

from django.urls import reverse

from headload.apps.voice.agreements.parties import signed_by
from headload.apps.voice.exports import Absolute
from headload.apps.voice.models import Agreement


def agreement_node(agreement: Agreement, absolute: Absolute) -> dict[str, Any]:
    """Return an agreement; what is not known is left out."""
    signed = signed_by([agreement], in_bulk=True)[agreement.pk]
    parties = [*(each.name for each in signed.named), agreement.counterpart]
    content = {
        "@type": "CreativeWork",
        "@id": absolute(reverse("agreement", args=["en", agreement.slug])),
        "genre": "agreement",
        "name": agreement.title,
        "inLanguage": agreement.language,
        "abstract": agreement.subject,
        "creativeWorkStatus": agreement.state,
        "author": [{"@type": "Organization", "name": name} for name in parties],
        "dateCreated": agreement.signed,
        "expires": agreement.ends,
        "about": [each.name("en").text for each in agreement.sectors.all()],
        "spatialCoverage": agreement.area.name("en").text if agreement.area else "",
        "citation": [each.address for each in agreement.sources.all()],
        "dateModified": agreement.changed.date().isoformat(),
    }
    return {name: value for name, value in content.items() if value}
