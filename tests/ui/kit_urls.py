"""A few addresses with invented people, to see the look without the product around it."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import ClassVar

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import path

from msl_governance.firewall.sides import Role
from msl_governance.ui import forms as look
from msl_governance.ui import navigation
from msl_governance.ui.htmx import page

PEOPLE = {
    "msl": ("Amara Okafor", "AO", "Field Medical, North East"),
    "rep": ("Tom Lindqvist", "TL", "Field Sales, North East"),
    "compliance": ("Priya Raman", "PR", "Compliance"),
    "administrator": ("Ida Berg", "IB", "Systems"),
}


def person(role: str) -> SimpleNamespace:
    """Somebody with this role, as far as the frame asks."""
    name, initials, team = PEOPLE[role]
    own = Role(role)
    return SimpleNamespace(
        pk=role, role=own, side=own.side, full_name=name, initials=initials, team=team, is_authenticated=True
    )


def person_from_address(get_response: Callable) -> Callable:
    """Middleware: ``?as=msl`` signs somebody in for one request."""

    def middleware(request: HttpRequest) -> HttpResponse:
        role = request.GET.get("as", "")
        request.user = person(role) if role in PEOPLE else AnonymousUser()
        return get_response(request)

    return middleware


class Sample(forms.Form):
    """One of each kind of field."""

    marks: ClassVar = {"question": look.CROSSES_TO_MSL, "confirm": look.STAYS}
    kind = forms.ChoiceField(
        label="Kind of question", choices=[("a", "Comparative safety"), ("b", "Economics")]
    )
    question = forms.CharField(
        label="The question, in the doctor’s words",
        widget=forms.Textarea,
        help_text="The science only.",
        max_length=40,
    )
    when = forms.DateTimeField(label="Date and time", widget=look.DateTimeLocal)
    channel = forms.ChoiceField(
        label="Channel", widget=look.Segmented, choices=[("f", "In person"), ("v", "Video"), ("p", "Phone")]
    )
    topics = forms.MultipleChoiceField(
        label="Topics",
        widget=look.SegmentedMultiple,
        required=False,
        choices=[("t", "Trial data"), ("s", "Safety")],
    )
    plain = forms.ChoiceField(
        label="Plain radios", widget=forms.RadioSelect, choices=[("y", "Yes"), ("n", "No")]
    )
    note = forms.CharField(label="Note", required=False)
    confirm = forms.BooleanField(label="She raised this herself. I did not prompt it.")
    later = forms.BooleanField(
        label="Return a general interest", help_text="From a list.", widget=look.Switch
    )


def sample(request: HttpRequest) -> HttpResponse:
    """All parts on one page; POST answers with the mistakes."""
    form = Sample(request.POST or None)
    status = 422 if form.is_bound and not form.is_valid() else 200
    if "say" in request.GET:
        messages.success(request, "Saved. The report waits for your signature.")
    steps = [
        {"state": "done", "title": "Question heard", "text": "Mon 16 Nov, 14:40", "side": "COMMERCIAL"},
        {"state": "done", "title": "Inquiry logged", "text": "15:04", "side": "COMMERCIAL", "wall": True},
        {"state": "now", "title": "Medical review", "text": "Received", "side": "MEDICAL"},
        {"state": "next", "title": "Scientific follow-up", "side": "MEDICAL", "wall": True},
        {"state": "stop", "title": "Stopped", "side": "COMMERCIAL"},
    ]
    findings = [{"text": "about 40 scripts a month", "why": "Prescribing volume"}]
    events = [
        {"when": "09:00", "title": "Dr. Mateo Rivas", "text": "Done", "done": True},
        {"when": "11:30", "title": "Dr. Elena Marchetti", "text": "Evidence in advanced CKD", "url": "#"},
    ]
    facts = [("Area", "Heart failure"), ("Role", "Lead, heart failure clinic")]
    swatches = [("med", "Medical"), ("com", "Commercial"), ("ctl", "Control")]
    bars = [{"label": "Exchanges held", "text": "2 of 3", "max": 3, "value": 2}]
    context = {
        "form": form, "steps": steps, "findings": findings, "events": events, "facts": facts,
        "swatches": swatches, "bars": bars, "pager": {"previous": "a", "next": "b"}, "none": [],
    }  # fmt: skip
    return page(request, "kit/sample.html", context, partial="form", status=status)


def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page without the machinery behind it."""
    return render(
        request,
        "registration/login.html",
        {"form": AuthenticationForm(request, request.POST or None), "next": "/sample/"},
    )


def plain(request: HttpRequest) -> HttpResponse:
    """A target for the navigation."""
    return render(request, "app.html")


def broken(request: HttpRequest) -> HttpResponse:
    """Each neutral page by its number: ``?page=404``. No request and no context, as the product draws them."""
    name = request.GET.get("page", "404")
    return HttpResponse(render_to_string(f"{name}.html"), status=int(name[:3]))


def sign_out(request: HttpRequest) -> HttpResponse:
    """The page that asks."""
    return render(request, "registration/sign_out.html")


urlpatterns = [
    path("", plain, name="kit-home"),
    path("sample/", sample, name="kit-sample"),
    path("sample/deep/", plain, name="kit-deep"),
    path("login/", sign_in, name="kit-login"),
    path("logout/", sign_out, name="kit-logout"),
    path("broken/", broken, name="kit-broken"),
    path("more/<str:name>/", plain, name="kit-more"),
]


def furnish() -> None:
    """Fills navigation and frame; only for the kit, since the registry is one for the whole process."""
    roles = list(PEOPLE)
    navigation.register(roles, "Home", "kit-home", "home", 1)
    navigation.register(roles, "Components", "kit-sample", "inbox", 2, count=lambda person: 3)
    navigation.register(roles, "Errors", "kit-broken", "ban", 3)
    navigation.register(roles, "Sign-in", "kit-login", "login", 4)
    navigation.register(roles, "Last", "kit-logout", "flag", 5)
    navigation.register(roles, "Nowhere", "kit-nowhere", "flag", 6)
    navigation.place("search", "kit-home")
    navigation.place("logout", "kit-logout")
    navigation.place("notifications", "kit-home", count=lambda person: 2)


if __name__ == settings.ROOT_URLCONF:
    furnish()
