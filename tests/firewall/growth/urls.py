"""The product's addresses and three more. ``GROWTH_LEAK`` makes the medical list tell commercial its longest title."""

import os

from django.http import Http404, HttpResponse
from django.urls import include, path

from msl_governance.firewall.access import access
from msl_governance.urls import handler400, handler403, handler404, handler500  # noqa: F401
from msl_governance.urls import urlpatterns as product

from .models import Digest, Plan, Study

remembered = []


@access("call_report")
def studies(request):
    """All studies, each with a link."""
    rows = Study.objects.order_by("pk")
    remembered[:] = [max(rows, key=lambda s: len(s.title)).title] if os.environ.get("GROWTH_LEAK") else []
    return HttpResponse("<html>" + "".join(f'<a href="/growth/studies/{s.pk}/">{s.title}</a>' for s in rows))


@access("call_report")
def paper(request, pk):
    """The file of a study."""
    study = Study.objects.filter(pk=pk).first()
    if study is None:
        raise Http404
    return HttpResponse(study.paper.read(), content_type="text/plain")


@access("inquiry")
def plans(request):
    """Plans with their papers, and what came through the door."""
    rows = [f"{p.title} {p.amount} {p.paper.read().decode()}" for p in Plan.objects.order_by("pk")]
    rows += [f"{d.title} {d.amount}" for d in Digest.objects.order_by("pk")]
    return HttpResponse(f"<html>{rows} {remembered}")


urlpatterns = [
    path("growth/studies/", studies, name="studies"),
    path("growth/studies/<uuid:pk>/", paper, name="paper"),
    path("growth/plans/", plans, name="plans"),
    path("", include(product)),
]
