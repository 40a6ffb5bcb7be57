"""OAI-PMH 2.0: works given out to harvesters.

Source: The Open Archives Initiative Protocol for Metadata Harvesting, version 2.0. Two
formats: ``oai_dc`` and ``datacite``. Sets are worker groups. A work that was taken
back is a deleted record, for ever (``deletedRecord`` is ``persistent``).
"""

import base64
import datetime
import json
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from lxml import etree

from headload.apps.common.models import Concept, Scheme
from headload.apps.library.exports import DATACITE, datacite
from headload.apps.library.kinds import kinds
from headload.apps.library.models import Work

OAI = "http://www.openarchives.org/OAI/2.0/"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
PAGE = 100
FORMATS: Mapping[str, tuple[str, str]] = {
    "oai_dc": ("http://www.openarchives.org/OAI/2.0/oai_dc.xsd", OAI_DC),
    "datacite": ("http://schema.datacite.org/meta/kernel-4/metadata.xsd", DATACITE),
}
_SECONDS, _DAY = "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d"
_ARGUMENTS: Mapping[str, tuple[set[str], set[str]]] = {
    "Identify": (set(), set()),
    "ListMetadataFormats": (set(), {"identifier"}),
    "ListSets": (set(), {"resumptionToken"}),
    "GetRecord": ({"identifier", "metadataPrefix"}, set()),
    "ListIdentifiers": ({"metadataPrefix"}, {"from", "until", "set"}),
    "ListRecords": ({"metadataPrefix"}, {"from", "until", "set"}),
}
"""Arguments of each verb: those it must have, and those it may have."""


class OaiError(Exception):
    """A refusal of the protocol: its code, and words."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


@csrf_exempt
def oai(request: HttpRequest) -> HttpResponse:
    """Answer a harvester."""
    given = request.POST if request.method == "POST" else request.GET
    root = etree.Element(f"{{{OAI}}}OAI-PMH", nsmap={None: OAI, "xsi": XSI})
    root.set(f"{{{XSI}}}schemaLocation", f"{OAI} {OAI[:-1]}/OAI-PMH.xsd")
    _add(root, "responseDate", timezone.now().strftime(_SECONDS))
    address = request.build_absolute_uri(request.path)
    asked = _add(root, "request", address)
    try:
        arguments = _arguments(given)
        for name, value in arguments.items():
            asked.set(name, value)
        _VERBS[arguments["verb"]](root, arguments, request)
    except OaiError as error:
        for child in list(root)[2:]:
            root.remove(child)
        if error.code in {"badVerb", "badArgument"}:
            asked.attrib.clear()
        _add(root, "error", str(error)).set("code", error.code)
    content = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return HttpResponse(content, content_type="text/xml; charset=utf-8")


def _arguments(given: Any) -> dict[str, str]:
    if any(len(given.getlist(name)) > 1 for name in given):
        raise OaiError("badArgument", "An argument is given twice.")
    arguments = dict(given.items())
    verb = arguments.get("verb", "")
    if verb not in _ARGUMENTS:
        raise OaiError("badVerb", f"Verbs are {', '.join(_ARGUMENTS)}.")
    needed, allowed = _ARGUMENTS[verb]
    names = set(arguments) - {"verb"}
    if names == {"resumptionToken"} and verb.startswith("List"):
        return arguments
    if needed - names or names - needed - allowed:
        raise OaiError(
            "badArgument",
            f"{verb} needs {sorted(needed) or 'nothing'} and may have "
            f"{sorted(allowed) or 'nothing more'}.",
        )
    return arguments


def _identify(root: Any, arguments: Mapping[str, str], request: HttpRequest) -> None:
    earliest = Work.objects.order_by("changed").values_list("changed", flat=True)
    made = _add(root, "Identify")
    _add(made, "repositoryName", "Headload")
    _add(made, "baseURL", request.build_absolute_uri(request.path))
    _add(made, "protocolVersion", "2.0")
    _add(made, "adminEmail", f"library@{request.get_host().partition(':')[0]}")
    first = earliest.first() or timezone.now()
    _add(made, "earliestDatestamp", first.strftime(_SECONDS))
    _add(made, "deletedRecord", "persistent")
    _add(made, "granularity", "YYYY-MM-DDThh:mm:ssZ")


def _formats(root: Any, arguments: Mapping[str, str], request: HttpRequest) -> None:
    if "identifier" in arguments:
        _found(arguments["identifier"], request)
    made = _add(root, "ListMetadataFormats")
    for prefix, (schema, namespace) in FORMATS.items():
        each = _add(made, "metadataFormat")
        _add(each, "metadataPrefix", prefix)
        _add(each, "schema", schema)
        _add(each, "metadataNamespace", namespace)


def _sets(root: Any, arguments: Mapping[str, str], request: HttpRequest) -> None:
    if "resumptionToken" in arguments:
        raise OaiError("badResumptionToken", "The list of sets comes whole.")
    made = _add(root, "ListSets")
    groups = Concept.objects.filter(scheme=Scheme.WORKER_GROUP)
    for group in groups.prefetch_related("names"):
        each = _add(made, "set")
        _add(each, "setSpec", group.code)
        _add(each, "setName", group.name("en").text)


def _record(root: Any, arguments: Mapping[str, str], request: HttpRequest) -> None:
    _known_format(arguments["metadataPrefix"])
    work = _found(arguments["identifier"], request)
    made = _add(root, "GetRecord")
    _put(made, work, arguments["metadataPrefix"], request, whole=True)


def _list(root: Any, arguments: Mapping[str, str], request: HttpRequest) -> None:
    verb, start = arguments["verb"], 0
    chosen = dict(arguments)
    if "resumptionToken" in arguments:
        chosen, start = _token_read(arguments["resumptionToken"], verb)
    _known_format(chosen["metadataPrefix"])
    works = _selected(chosen)
    count = works.count()
    page = list(works[start : start + PAGE])
    if not page:
        raise OaiError("noRecordsMatch", "No work is like that.")
    made = _add(root, verb)
    for work in page:
        whole = verb == "ListRecords"
        _put(made, work, chosen["metadataPrefix"], request, whole=whole)
    more = start + PAGE < count
    if more or start:
        token = _token_written(chosen, verb, start + PAGE) if more else ""
        each = _add(made, "resumptionToken", token)
        each.set("completeListSize", str(count))
        each.set("cursor", str(start))


def _selected(chosen: Mapping[str, str]) -> "QuerySet[Work]":
    """Return works that are, or were, published, in an order that stays."""
    works = Work.objects.filter(live=True) | Work.objects.filter(
        withdrawn__isnull=False
    )
    if "from" in chosen:
        works = works.filter(changed__gte=_moment(chosen["from"]))
    if "until" in chosen:
        until = _moment(chosen["until"])
        day = len(chosen["until"]) == len("2016-04-30")
        until += datetime.timedelta(days=1) if day else datetime.timedelta(seconds=1)
        works = works.filter(changed__lt=until)
    if {"from", "until"} <= set(chosen) and (
        len(chosen["from"]) != len(chosen["until"]) or chosen["from"] > chosen["until"]
    ):
        raise OaiError("badArgument", "from and until: same precision, in order.")
    if "set" in chosen:
        works = works.filter(worker_groups__code=chosen["set"])
    return works.distinct().order_by("changed", "pk")


def _put(
    parent: Any, work: Work, prefix: str, request: HttpRequest, *, whole: bool
) -> None:
    record = _add(parent, "record") if whole else parent
    header = _add(record, "header")
    if work.withdrawn:
        header.set("status", "deleted")
    _add(header, "identifier", _identifier(work, request))
    _add(header, "datestamp", work.changed.strftime(_SECONDS))
    for group in work.worker_groups.all():
        _add(header, "setSpec", group.code)
    if whole and not work.withdrawn:
        metadata = _add(record, "metadata")
        if prefix == "datacite":
            metadata.append(etree.fromstring(datacite([work])))
        else:
            metadata.append(_dublin_core(work, request))


def _dublin_core(work: Work, request: HttpRequest) -> Any:
    root = etree.Element(f"{{{OAI_DC}}}dc", nsmap={"oai_dc": OAI_DC, "dc": DC})
    address = request.build_absolute_uri(f"/id/w/{work.permanent}")
    about = (*work.worker_groups.all(), *work.places.all(), *work.topics.all())
    values = [
        ("title", str(work)),
        ("title", work.alternative_title),
        *(("creator", str(part.person)) for part in work.creators.all()),
        *(("subject", each.name("en").text) for each in about),
        *(("subject", each.strip()) for each in work.keywords.split(";")),
        ("description", work.summary),
        ("publisher", work.publisher),
        ("date", work.date),
        ("type", kinds()[work.kind].address),
        ("identifier", address),
        ("identifier", f"https://doi.org/{work.doi}" if work.doi else ""),
        *(("identifier", f"urn:isbn:{each}") for each in work.isbns),
        ("source", work.container),
        ("language", work.language),
        ("rights", work.licence),
    ]
    for name, value in values:
        if value:
            etree.SubElement(root, f"{{{DC}}}{name}").text = value
    return root


def _identifier(work: Work, request: HttpRequest) -> str:
    host = request.get_host().partition(":")[0]
    return f"oai:{host}:w/{work.permanent}"


def _found(identifier: str, request: HttpRequest) -> Work:
    permanent = identifier.rpartition("/")[2]
    works = Work.objects.filter(permanent=permanent)
    work = (
        works.filter(live=True).first() or works.filter(withdrawn__isnull=False).first()
    )
    if work is None or identifier != _identifier(work, request):
        raise OaiError("idDoesNotExist", "There is no work with this identifier.")
    return work


def _known_format(prefix: str) -> None:
    if prefix not in FORMATS:
        raise OaiError("cannotDisseminateFormat", f"Formats are {', '.join(FORMATS)}.")


def _moment(text: str) -> datetime.datetime:
    for form in (_SECONDS, _DAY):
        try:
            return datetime.datetime.strptime(text, form).replace(tzinfo=datetime.UTC)
        except ValueError:
            continue
    raise OaiError("badArgument", "Dates are YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ.")


def _token_written(chosen: Mapping[str, str], verb: str, start: int) -> str:
    kept = {name: value for name, value in chosen.items() if name != "verb"}
    text = json.dumps([verb, start, kept], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode()


def _token_read(token: str, verb: str) -> tuple[dict[str, str], int]:
    """Return the choices and the place that a token holds; it never expires."""
    try:
        named, start, chosen = json.loads(base64.urlsafe_b64decode(token))
        prefix = chosen["metadataPrefix"]
        if named != verb or not isinstance(prefix, str) or int(start) < 1:
            raise ValueError
        return {str(k): str(v) for k, v in chosen.items()}, int(start)
    except (ValueError, TypeError, KeyError):
        raise OaiError("badResumptionToken", "This token is not one of ours.") from None


def _add(parent: Any, name: str, text: str = "") -> Any:
    made = etree.SubElement(parent, f"{{{OAI}}}{name}")
    made.text = text or None
    return made


_VERBS = {
    "Identify": _identify,
    "ListMetadataFormats": _formats,
    "ListSets": _sets,
    "GetRecord": _record,
    "ListIdentifiers": _list,
    "ListRecords": _list,
}
