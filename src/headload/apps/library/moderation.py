"""Who may not publish hands a work to those who may: Wagtail's workflow for works."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Workflow, WorkflowContentType

from headload.apps.library.models import Work


def plant(**_: Any) -> None:
    """Let works go through the workflow of the site, where none was chosen yet."""
    first = Workflow.objects.active().order_by("pk").first()
    if first is not None:
        WorkflowContentType.objects.get_or_create(
            content_type=ContentType.objects.get_for_model(Work),
            defaults={"workflow": first},
        )
