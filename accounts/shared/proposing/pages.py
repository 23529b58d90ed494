"""The pages of proposals, alike on both sides; each side passes its own services and its own list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from msl_governance.ui.htmx import page

from .. import selectors as directory
from ..models import Hcp, Organisation
from ..narrowing import uuid_or_none
from ..selectors import Wish
from .drafts import WITH_OTHER, Draft, kinds_about
from .forms import FactsForm, form_for
from .shapes import Kind

TEMPLATE = "accounts/shared/propose.html"
FOUND = 12


def new(request, *, propose: Callable, done: str) -> HttpResponse:
    """What is wrong, then the other account where one is needed, then the form; sent to the side's ``propose``."""
    account, kind = named(request, "account"), request.GET.get("kind", "")
    kinds = kinds_about(account)
    if kind not in kinds:
        return page(request, TEMPLATE, {"account": account, "kinds": kinds})
    known: dict[str, Any] = {"account": account, "kind": Kind(kind)}
    if kind in WITH_OTHER:
        known["other"] = named(request, "other")
        if known["other"] is None:
            return _choice(request, known)
        _check_pair(known)
    form = _form(request, **known)
    if form.is_bound and form.is_valid() and _sent(request, form, known, propose):
        messages.success(request, _("Sent. A steward looks at it; what came of it stands in your proposals."))
        return redirect(done)
    return page(request, TEMPLATE, known | {"form": form}, status=422 if form.is_bound else 200)


def named(request, name: str) -> Hcp | Organisation | None:
    """The account that the address names, or None where it names none. Raises ``Http404`` for one that is not there."""
    given = request.GET.get(name, "")
    if not given:
        return None
    key = uuid_or_none(given)
    if key is None:
        raise Http404
    try:
        return directory.hcp_of(request.user, key)
    except Http404:
        return directory.organisation_of(request.user, key)


def _check_pair(known: dict[str, Any]) -> None:
    """Raise ``Http404`` where an address pairs what no page of ours does."""
    account, other = known["account"], known["other"]
    if known["kind"] == Kind.JOINED and not isinstance(other, Organisation):
        raise Http404
    if known["kind"] == Kind.DUPLICATE and (type(account) is not type(other) or account == other):
        raise Http404


def _choice(request, known: dict[str, Any]) -> HttpResponse:
    """The other account is chosen first. Words come by POST: addresses are logged."""
    words = request.POST.get("q", "")[:100]
    places = known["kind"] == Kind.JOINED or isinstance(known["account"], Organisation)
    wish = Wish(words=words, kind="organisations" if places else "people")
    found = [one for one in directory.closest(request.user, wish) if one != known["account"]]
    context = known | {"rows": found[:FOUND], "choosing": True, "searched": bool(words.strip())}
    return page(request, TEMPLATE, context, partial="found")


def _form(request, *, kind: str, account, other=None) -> FactsForm:
    more = {"other": other} if kind == Kind.JOINED else {}
    data = request.POST if request.method == "POST" else None
    return form_for(kind, account)(data, account=account, **more)


def _sent(request, form: FactsForm, known: dict[str, Any], propose: Callable) -> bool:
    facts = form.facts
    draft = Draft(
        source=form.cleaned_data["source"], affiliation=facts.pop("affiliation", None), values=facts, **known
    )
    try:
        propose(by=request.user, draft=draft)
    except ValidationError as refused:
        form.add_error(None, refused.messages[0])
        return False
    return True
