"""Writing to an organisation, whose address stays with the site.

The page of readers has no session and no cookie: what a foreign page could do with it
is write a message, which somebody reads before it goes anywhere.
"""

import smtplib

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from headload.apps.network.models import Organisation
from headload.apps.network.own import throttle
from headload.apps.network.own.page import need_role, page, problem_of, signed_in
from headload.apps.network.rights import READER, Actor, Role
from headload.apps.network.selectors import find
from headload.apps.network.services import can_be_written_to, write
from headload.errors import BadInput

_MEMBERS = [each for each in Role if each != Role.PUBLIC]


@csrf_exempt  # readers have no session; see above
@require_http_methods(["GET", "POST"])
def relay(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Take a message of a reader; somebody looks at it first."""
    return _relay(request, language, slug, READER)


@signed_in
@require_http_methods(["GET", "POST"])
def write_signed_in(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Take a message of somebody with an account, and send it at once."""
    return _relay(request, language, slug, need_role(request, *_MEMBERS))


def _relay(request: HttpRequest, language: str, slug: str, by: Actor) -> HttpResponse:
    found = find(by, slug)
    if found is None:
        raise Http404
    organisation = Organisation.objects.get(permanent=found.shown["permanent"])
    content: dict[str, object] = {"shown": found.shown, "own": _own_address(by)}
    if not can_be_written_to(organisation):
        return page(request, "said", 404, said="own_hl_net_65")
    if request.method == "GET":
        return page(request, "write", **content)
    who = str(by.user.pk) if by.user is not None else throttle.machine(request)
    tries = [("write", who), ("write-to", organisation.permanent), ("write-all", "")]
    if throttle.is_too_many(tries):
        return page(request, "said", 429, said="own_too_many")
    member = by.user is not None
    email = _own_address(by) or request.POST.get("email", "").strip()
    text = request.POST.get("text", "")
    try:
        write(organisation, email, text, language, by)
    except BadInput as error:
        problem = problem_of(error, language)
        content |= {"problem": problem, "email": email, "text": text}
        return page(request, "write", 422, **content)
    except (OSError, smtplib.SMTPException):
        return page(request, "said", 503, said="alert_no_mail")
    throttle.count(tries)
    return page(request, "said", said="own_written" if member else "own_write_held")


def _own_address(by: Actor) -> str:
    return str(by.user.email) if by.user is not None else ""
