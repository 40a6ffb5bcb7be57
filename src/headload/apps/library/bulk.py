"""Change many works at once: what they are about, their series, publisher, licence."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from headload.apps.common.models import Concept
from headload.apps.library.models import Work

_TEXTS = ("publisher", "series", "licence")
_LISTS = ("worker_groups", "places", "topics")


class BulkForm(forms.Form):
    """What to set or add; what is left empty stays as it is."""

    publisher = forms.CharField(max_length=300, required=False)
    series = forms.CharField(max_length=200, required=False)
    licence = forms.CharField(max_length=200, required=False)
    worker_groups = forms.ModelMultipleChoiceField(
        Concept.objects.filter(scheme="worker_group"),
        required=False,
        label="Add worker groups",
    )
    places = forms.ModelMultipleChoiceField(
        Concept.objects.filter(scheme="place"), required=False, label="Add places"
    )
    topics = forms.ModelMultipleChoiceField(
        Concept.objects.filter(scheme__in=("topic", "programme", "initiative")),
        required=False,
        label="Add topics, Programmes and Initiatives",
    )


class ChangeWorks(SnippetBulkAction):
    """Set fields of the chosen works; each change is a version that can be undone."""

    display_name = "Change"
    action_type = "change"
    aria_label = "Change the chosen works"
    template_name = "library/desk/bulk.html"
    form_class = BulkForm
    models = (Work,)

    def check_perm(self, snippet: Work) -> bool:
        """Tell whether the editor may change a work."""
        return bool(
            self.permission_policy.user_has_permission_for_instance(
                self.request.user, "publish", snippet
            )
        )

    def get_execution_context(self) -> dict[str, Any]:
        """Return what the form said, beside the rest."""
        return {
            **super().get_execution_context(),
            "said": self.cleaned_form.cleaned_data,
        }

    @classmethod
    def execute_action(
        cls,
        objects: Sequence[Work],
        user: AbstractBaseUser | None = None,
        said: Any = None,
        **_: Any,
    ) -> tuple[int, int]:
        """Change each work, draft and published alike; return how many."""
        for work in objects:
            as_shown = work.live and not work.has_unpublished_changes
            draft = work.get_latest_revision_as_object()
            for name in _TEXTS:
                if said[name]:
                    setattr(draft, name, said[name])
            for name in _LISTS:
                every = {each.pk: each for each in getattr(draft, name).all()}
                every |= {each.pk: each for each in said[name]}
                setattr(draft, name, list(every.values()))
            revision = draft.save_revision(user=user)
            if as_shown:
                revision.publish(user=user)
        return len(objects), 0

    def get_success_message(self, count: int, _children: int) -> str:
        """Return what was done."""
        return f"{count} works were changed."
