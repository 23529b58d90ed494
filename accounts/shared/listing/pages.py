"""What both sides' pages of the account list do alike."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404

from .. import selectors as directory
from ..models import ListEntry
from .forms import AdditionForm


def account_named(request):
    """The HCP or organisation that ``?account=`` names, or None where it names none. Raises ``Http404``."""
    name = request.GET.get("account", "")
    if not name:
        return None
    try:
        pk = UUID(name)
    except ValueError:
        raise Http404 from None
    try:
        return directory.hcp_of(request.user, pk)
    except Http404:
        return directory.organisation_of(request.user, pk)


def added(form: AdditionForm, service, *, by) -> ListEntry | None:
    """The entry that the side's ``service`` made of a valid form; None, with complaints in the form, else."""
    if not form.is_valid():
        return None
    try:
        return service(by=by, **form.addition)
    except ValidationError as refused:
        form.add_error(None, refused)
        return None
