"""How the lists of both sides answer: a filter kept or deleted, rows taken out. Each side passes its own services."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from . import files, keeping
from .narrowing import Narrowing


def taken_out(
    request, form: Narrowing, found, *, note: Callable, exports: ModuleType, name: str, path: str
) -> HttpResponse:
    """The ordered rows of ``found`` as the file that the button asks for, noted by the side's ``note``.

    ``exports`` has the side's ``header()`` and ``rows(found)``. Too many rows are refused, back at the list, and so is
    a filter that cannot be read: without it more would leave than was asked for.
    """
    kind = files.kind_of(request.POST.get("file", ""))
    form.is_valid()
    if form.left_out:
        unread = _("Nothing was taken out: this filter could not be read: %(names)s. Set it again.")
        messages.error(request, unread % {"names": ", ".join(form.left_out)})
        return redirect(form.address(path))
    try:
        rows = files.rows_of(found)
    except files.TooMany as refused:
        messages.error(request, str(refused))
        return redirect(form.address(path))
    note(by=request.user, file=kind, asked=form.asked, told=form.told, rows=len(rows))
    return files.answer(kind, name, exports.header(), exports.rows(rows))


def kept(request, form: Narrowing, *, keep: Callable, path: str) -> HttpResponse:
    """The filters of ``form``, kept by the side's ``keep`` under the name that was sent; back at the list."""
    named = keeping.KeepForm(request.POST)
    try:
        name = keeping.named(named)
        keep(by=request.user, name=name, asked=form.asked)
        messages.success(request, _("“%(name)s” is kept, for you alone.") % {"name": name})
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    return redirect(form.address(path))


def forgotten(request, pk: UUID, *, forget: Callable, path: str) -> HttpResponse:
    """A filter of one's own deleted by the side's ``forget``. Raises ``Http404`` where there is none of that id."""
    if not forget(by=request.user, pk=pk):
        raise Http404
    messages.success(request, _("The filter is deleted. What it found is as it was."))
    return redirect(path)
