"""Where the page of a concept stands."""

from collections.abc import Mapping

from headload.apps.common.models import Concept, Scheme

FOLDERS: Mapping[str, str] = {
    Scheme.WORKER_GROUP: "workers",
    Scheme.PLACE: "places",
    Scheme.PROGRAMME: "programmes",
    Scheme.INITIATIVE: "initiatives",
    Scheme.TOPIC: "topics",
}


def address_of(concept: Concept, language: str) -> str:
    """Return the address of a concept's page; a city stands below its country.

    The code of a city begins with that of its country, which is not said twice.
    """
    path = concept.code
    if concept.within_id and concept.scheme == Scheme.PLACE:
        path = concept.code.replace("-", "/", 1)
    return f"/{language}/{FOLDERS[concept.scheme]}/{path}/"
