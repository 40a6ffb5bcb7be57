"""What is read most: a page anybody may see, of counts that say nothing of readers."""

from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headload.apps.common.kept import kept
from headload.apps.library.models import Usage, Work

_MOST, _MONTHS = 50, 12


@kept
def most_read(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with the works read most in the last twelve months, and the months."""
    months = (
        Usage.objects.values("month").annotate(sum=Sum("count")).order_by("-month")
    )[:_MONTHS]
    since = min((each["month"] for each in months), default="")
    counts = (
        Usage.objects.filter(month__gte=since, work__live=True, work__withdrawn=None)
        .values("work")
        .annotate(sum=Sum("count"))
        .order_by("-sum", "work")[:_MOST]
    )
    works = Work.objects.prefetch_related("creators__person").in_bulk(
        [each["work"] for each in counts]
    )
    content = {
        "works": [(works[each["work"]], each["sum"]) for each in counts],
        "months": [(each["month"], each["sum"]) for each in months],
        "door": "library",
    }
    return render(request, "library/most_read.html", content)
