"""The desk's own screen: a statistician answers a request for a number."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from headload.apps.library.models import Work
from headload.apps.network.rights import Actor, Role
from headload.apps.voice.models import DataGap, EvidenceRequest
from headload.apps.voice.services import Answer, answer, reopen, take, triage
from headload.errors import HeadloadError

_may_answer = permission_required(
    "headload_voice.change_evidencerequest", raise_exception=True
)


class AnswerForm(forms.Form):
    """One of the four answers."""

    estimate = forms.CharField(
        required=False, label="Estimate", help_text="Its id, from the page of a figure."
    )
    work = forms.ModelChoiceField(
        Work.objects.filter(live=True, withdrawn=None), required=False, label="Document"
    )
    gap = forms.ModelChoiceField(
        DataGap.objects.filter(live=True), required=False, label="Data gap"
    )
    reason = forms.CharField(
        required=False,
        label="Reason to decline",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@_may_answer
@require_http_methods(["GET", "POST"])
def answer_request(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a request, and keep the step or the answer that somebody gives it."""
    asked = get_object_or_404(EvidenceRequest, pk=pk)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = Actor(request.user, Role.STATISTICIAN)
        try:
            _step(asked, request.POST.get("step", ""), form.cleaned_data, by)
        except HeadloadError as error:
            form.add_error(None, f"{error.what}. {error.to_do.capitalize()}.")
        else:
            messages.success(request, f"Kept: {asked.get_state_display()}.")
            return redirect("wagtailsnippets_headload_voice_evidencerequest:list")
    content = {"asked": asked, "form": form, "page_title": "Answer a request"}
    return render(request, "voice/desk/answer.html", content)


def _step(asked: EvidenceRequest, step: str, said: dict[str, Any], by: Actor) -> None:
    if step == "triage":
        triage(asked, by)
    elif step == "take":
        take(asked, by)
    elif step == "reopen":
        reopen(asked, by, reason=said["reason"])
    else:
        given = Answer(
            estimate_id=said["estimate"].strip(),
            work=said["work"],
            gap=said["gap"],
            reason=said["reason"].strip(),
        )
        answer(asked, given, by)
