"""What the commercial pages of forms do alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404

from accounts.shared import selectors as directory
from accounts.shared.models import Hcp


def done(form: forms.Form, service: Callable, **known) -> Any:
    """What the service made of a valid form; None, with every complaint in the form, else.

    The service is given ``known`` and the form's values; a complaint about none of its fields stands above all.
    """
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return service(**known, **form.cleaned_data)
    except ValidationError as refused:
        complain(form, refused)
        return None


def complain(form: forms.Form, refused: ValidationError) -> None:
    """Put a service's complaints beside their fields, and those without a field above all."""
    named = refused.error_dict if hasattr(refused, "error_dict") else {"": refused.error_list}
    for name, errors in named.items():
        form.add_error(name if name in form.fields else None, errors)


def hcp_named(request):
    """The HCP that the address names by ``hcp``, or None. Raises ``Http404`` for one that does not exist."""
    named = request.GET.get("hcp", "")
    if not named:
        return None
    try:
        return directory.hcp_of(request.user, UUID(named))
    except ValueError:
        raise Http404 from None


def account_of(person, hcp_id: UUID | None) -> Hcp | None:
    """The HCP that a list is narrowed to, or None for all of them."""
    found = Hcp.objects.visible_to(person).filter(pk=hcp_id).first() if hcp_id else None
    return found and found.current
