"""SDMX as a service: SDMX-REST 1.5 for SDMX 2.1, and 2.0 for SDMX 3.0.

``/sdmx/1/data/HEADLOAD,DF_X,1.0/KEY`` and
``/sdmx/2/data/dataflow/HEADLOAD/DF_X/1.0/KEY`` give data; ``dataflow`` and the other
kinds of structure give the whole structure of a release. A key names codes in the
order of the dimensions, a dot between them, nothing or ``*`` for every code, ``+`` (or
a comma) between several. The format is that which the `Accept` header names.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from headload.apps.common.kept import kept
from headload.apps.explorer.figures import Figures
from headload.apps.explorer.labels import labels_of
from headload.apps.explorer.models import Release
from headload.apps.explorer.store import figures_of, products_of
from headload.products.sdmx.components import Column, columns_of
from headload.products.sdmx.files import sdmx_data, sdmx_flows
from headload.products.sdmx.structure import AGENCY, VERSION, id_of, prepared
from headload.releases import ReleasedEstimate, SealedRelease
from headload.terms import LANGUAGES

_DATA: Mapping[str, str] = {
    "application/vnd.sdmx.structurespecificdata+xml;version=2.1": "data.2.1.xml",
    "application/vnd.sdmx.data+xml;version=3.0.0": "data.3.0.xml",
    "application/vnd.sdmx.data+csv;version=2.0.0": "data.csv",
}
_STRUCTURES: Mapping[str, str] = {
    "application/vnd.sdmx.structure+xml;version=2.1": "structure.2.1.xml",
    "application/vnd.sdmx.structure+xml;version=3.0.0": "structure.3.0.xml",
    "application/vnd.sdmx.structure+json;version=2.0.0": "structure.json",
}
_USUAL = {"1": "2.1.xml", "2": "3.0.xml"}
"""Format by version of the service, for a reader who takes anything."""
_PREFIX = re.compile(r"(?:DF|DSD|CS|CL_[A-Z_0-9]+?)_")
_EVERY = {"", "*", "all"}
_DAWN = datetime(2000, 1, 1, tzinfo=UTC)


@require_safe
@kept
def data(
    request: HttpRequest, service: str, flow: str, key: str | None = None
) -> HttpResponse:
    """Answer with the data of a dataflow, all of it or what `key` selects.

    Parameters
    ----------
    flow
        ``AGENCY,ID,VERSION``, or ``AGENCY/ID/VERSION`` in service 2.
    """
    parts = re.split("[,/]", flow)
    release = _release(parts)
    if release is None:
        return _refused(404, f"There is no dataflow {flow}")
    kind = _wanted(request, _DATA, service)
    if kind is None:
        return _refused(406, f"Data come as: {', '.join(_DATA)}")
    figures = figures_of(release)
    chosen = _chosen(figures, key or "")
    if not chosen:
        return _refused(404, "No observation has this key")
    content = sdmx_data(figures.release, _DATA[kind], chosen)
    return HttpResponse(content, content_type=kind)


@require_safe
@kept
def structure(
    request: HttpRequest,
    service: str,
    kind: str,
    agency: str = AGENCY,
    name: str = "",
    version: str = VERSION,
) -> HttpResponse:
    """Answer with the whole structure of the release that an artefact belongs to.

    Every dataflow together (``*`` or ``all``) comes as a list: names and references.
    """
    if kind == "dataflow" and agency in {AGENCY, *_EVERY} and name in _EVERY:
        return _flows(request, service)
    release = _release((agency, name, version))
    if release is None:
        return _refused(404, f"There is no {kind} {agency}:{name}({version})")
    wanted = _wanted(request, _STRUCTURES, service)
    if wanted is None:
        return _refused(406, f"Structures come as: {', '.join(_STRUCTURES)}")
    path = products_of(release)[f"sdmx/{_STRUCTURES[wanted]}"]
    return HttpResponse(path.read_bytes(), content_type=wanted)


def _flows(request: HttpRequest, service: str) -> HttpResponse:
    wanted = _wanted(request, _STRUCTURES, service)
    if wanted is None:
        return _refused(406, f"Structures come as: {', '.join(_STRUCTURES)}")
    releases = {each.release_id: figures_of(each).release for each in _releases()}
    titles = {name: _titles(release) for name, release in releases.items()}
    latest = max((prepared(each.manifest) for each in releases.values()), default=_DAWN)
    content = sdmx_flows(titles, _STRUCTURES[wanted], latest)
    return HttpResponse(content, content_type=wanted)


def _releases() -> Sequence[Release]:
    return list(Release.objects.order_by("release_id"))


def _titles(release: SealedRelease) -> Mapping[str, str]:
    """Return place, survey and period in each language of releases."""
    found = {}
    for language in LANGUAGES:
        labels = labels_of(release, language)
        when = labels.prose.period()
        found[language] = f"{labels.place}: {labels.survey}, {when}"
    return found


def _release(parts: Sequence[str]) -> Release | None:
    """Return the release that an artefact, named by agency, id and version, is of."""
    agency, name, version = ([*parts, VERSION, VERSION])[:3]
    if agency != AGENCY or version not in {VERSION, "*", "latest", "~", "+"}:
        return None
    for release in Release.objects.all():
        own = id_of(release.release_id)
        if name.endswith(own) and _PREFIX.fullmatch(name.removesuffix(own)):
            return release
    return None


def _chosen(figures: Figures, key: str) -> list[ReleasedEstimate]:
    columns = [each for each in columns_of(figures.release) if each.role == "dimension"]
    if key in _EVERY:
        return list(figures.release.estimates)
    wanted = key.split(".")
    if len(wanted) != len(columns):
        return []
    asked = [
        (column, set(re.split("[+,]", codes)))
        for column, codes in zip(columns, wanted, strict=True)
        if codes not in _EVERY
    ]
    return [
        cell
        for cell in figures.release.estimates
        if all(_code(cell, column) in codes for column, codes in asked)
    ]


def _code(cell: ReleasedEstimate, column: Column) -> str:
    return str(column.of(cell))


def _wanted(request: HttpRequest, known: Mapping[str, str], service: str) -> str | None:
    """Return the kind of content that is asked for; None where there is none."""
    accepted = request.headers.get("Accept", "*/*").replace(" ", "")
    usual = next(kind for kind, name in known.items() if name.endswith(_USUAL[service]))
    for part in accepted.split(","):
        if part in known:
            return part
        if part.split(";")[0] in {"*/*", "application/xml", "text/xml"}:
            return usual
    return None


def _refused(status: int, why: str) -> HttpResponse:
    return HttpResponse(f"{why}\n", status=status, content_type="text/plain")
