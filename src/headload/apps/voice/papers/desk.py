"""The desk's own screen: write a paper, bring it on its way, invite organisations.

The life of a version goes through the services, as everywhere; the desk adds forms.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from headload.apps.common.languages import COMPLETE, LANGUAGES
from headload.apps.network.models import Organisation
from headload.apps.network.rights import Actor, Role
from headload.apps.voice.models import Body, Claim, Document, DocumentVersion
from headload.apps.voice.services.papers import (
    Written,
    begin_version,
    finalise,
    move_back,
    publish_version,
    review,
    submit,
    write,
)
from headload.apps.voice.services.sign_ons import invite
from headload.apps.voice.states import ClaimState, SignOnState
from headload.errors import HeadloadError

_may_write = permission_required("headload_voice.change_document", raise_exception=True)
_CLAIMS = 100


class PaperForm(forms.Form):
    """The text in each language of the site, and what goes with a step."""

    what = forms.CharField(
        required=False, max_length=300, label="What changed in this version"
    )
    on = forms.DateField(
        required=False, label="Handed in on", help_text="Today if empty."
    )
    receipt = forms.CharField(
        required=False, max_length=200, label="What the body gave as proof"
    )
    to = forms.ModelChoiceField(
        Body.objects.filter(live=True), required=False, label="Handed in to"
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.filter(merged_into=None, hidden_on=None),
        required=False,
        label="Invite this organisation to sign",
    )

    def __init__(self, version: DocumentVersion, *given: Any) -> None:
        super().__init__(*given)
        texts = {each.language: each for each in version.texts.all()}
        for code in COMPLETE:
            text, name = texts.get(code), LANGUAGES[code][1]
            for field in ("title", "subtitle", "body"):
                widget = forms.Textarea if field == "body" else forms.TextInput
                self.fields[f"{field}_{code}"] = forms.CharField(
                    required=False,
                    label=f"{field.capitalize()}, {name}",
                    widget=widget(attrs={"lang": code}),
                    initial=getattr(text, field, ""),
                    disabled=version.is_fixed,
                )

    def texts(self) -> dict[str, Written]:
        """Return what is written, by language."""
        said = self.cleaned_data
        return {
            code: Written(
                title=said[f"title_{code}"],
                subtitle=said[f"subtitle_{code}"],
                body=said[f"body_{code}"],
            )
            for code in COMPLETE
            if said[f"title_{code}"] or said[f"body_{code}"]
        }


@_may_write
@require_http_methods(["GET", "POST"])
def paper_desk(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the newest version of a paper, and keep what somebody does with it."""
    document = get_object_or_404(Document, pk=pk)
    version = document.versions.first()
    if version is None:
        version = DocumentVersion.objects.create(document=document, number=1)
    form = PaperForm(version, request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = Actor(request.user, Role.LAW_EDITOR)
        try:
            _act(version, request.POST.get("step", ""), form, by)
        except HeadloadError as error:
            where = f" ({error.where})" if error.where else ""
            form.add_error(None, f"{error.what}{where}. {error.to_do.capitalize()}.")
        else:
            messages.success(request, "Kept.")
            return redirect(reverse("voice-paper", args=[pk]))
    signed = version.sign_ons.values_list("state", flat=True)
    content = {
        "document": document,
        "version": version,
        "form": form,
        "claims": _claims(document),
        "signed": [
            (each.value, sum(state == each.value for state in signed))
            for each in SignOnState
        ],
        "page_title": "Text and steps",
    }
    return render(request, "voice/papers/desk.html", content)


def _claims(document: Document) -> list[Claim]:
    """Return published claims to refer to: of its process first, then the newest."""
    found = Claim.objects.filter(published_on__isnull=False, replaced_by=None)
    found = found.exclude(state=ClaimState.RETRACTED.value).order_by("-pk")
    near = found.filter(demand__processes=document.process) if document.process else ()
    return list(dict.fromkeys([*near, *found[:_CLAIMS]]))


def _act(version: DocumentVersion, step: str, form: PaperForm, by: Actor) -> None:
    said = form.cleaned_data
    if step == "invite" and said["organisation"]:
        invite(version, said["organisation"], by)
    elif step == "back":
        move_back(version, by, reason=said["what"])
    elif step == "final":
        finalise(version, by)
    elif step == "submit":
        on = said["on"] or timezone.localdate()
        submit(version, by, on=on, receipt=said["receipt"], to=said["to"])
    elif step == "publish":
        publish_version(version, by)
    elif step == "new":
        begin_version(version.document, by, what=said["what"])
    else:
        write(version, form.texts(), by, said["what"])
        if step == "review":
            review(version, by)
