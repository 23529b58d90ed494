"""Bulk import: a file, what it would change, and then the change itself."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from msl_governance.firewall.access import access
from msl_governance.firewall.policy import WRITE

from . import importing
from .csv_files import PEOPLE, TERRITORIES, WrongFile
from .forms import FileForm


@access("people", WRITE)
def import_people(request):
    """People from a CSV file."""
    words = {"title": gettext_lazy("Import people"), "back": "people:people", "columns": PEOPLE}
    words["back_title"] = gettext_lazy("People")
    return _import(request, importing.import_people, words)


@access("people", WRITE)
def import_territories(request):
    """Territories from a CSV file."""
    words = {
        "title": gettext_lazy("Import territories"),
        "back": "people:territories",
        "columns": TERRITORIES,
    }
    words["back_title"] = gettext_lazy("Territories")
    return _import(request, importing.import_territories, words)


def _import(request, run, words: dict):
    """The form, then a preview, then what was seen in it; another preview where it would now do something else."""
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    context, outcome = words | {"form": form}, None
    if request.method == "POST" and form.is_valid():
        text, seen = form.cleaned_data["text"], form.cleaned_data["seen"]
        try:
            outcome = run(text, by=request.user, keep=False)
            if seen and seen == outcome.fingerprint:
                return _applied(request, run(text, by=request.user, keep=True), words["back"])
        except WrongFile as error:
            form.add_error("file", str(error))
        else:
            again = FileForm(initial={"text": text, "seen": outcome.fingerprint})
            context |= {"outcome": outcome, "again": again, "moved": bool(seen)}
    return render(request, "people/administration/import.html", context, status=422 if form.errors else 200)


def _applied(request, outcome, back: str):
    said = _(
        "Imported: %(created)s created, %(changed)s changed, %(unchanged)s unchanged, %(refused)s refused."
    )
    messages.success(request, said % outcome.counts)
    return redirect(back)
