"""One's own page: what colleagues see, and one's own time zone and language."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from msl_governance.firewall.access import SIGNED_IN, access
from msl_governance.firewall.sides import Role

from . import services
from .forms import SettingsForm


@access(SIGNED_IN)
def me(request):
    """Who one is here; by POST one's time zone and language change."""
    person = request.user
    initial = {"time_zone": person.time_zone, "language": person.language}
    form = SettingsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.set_own(by=person, **form.cleaned_data)
        messages.success(request, _("Saved. Dates, times and numbers follow from the next page on."))
        return redirect("people:me")
    context = {"form": form, "person": person, "role": Role(person.role), "now": timezone.now()}
    return render(request, "people/me.html", context, status=422 if form.errors else 200)
