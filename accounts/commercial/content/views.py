"""Pages of the promotional library."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.commercial.answers import done
from msl_governance.firewall import policy
from msl_governance.firewall.access import access
from msl_governance.ui.htmx import page
from msl_governance.ui.pagination import paged

from . import selectors, services
from .forms import ContentForm, LibraryFilter, VersionForm, WithdrawalForm

KIND = "promotional_content"
FORM = "accounts/commercial/content/form.html"


@access(KIND)
@require_safe
def library(request):
    """All pieces: usable ones first, expired ones shown as such."""
    form, today = LibraryFilter(request.GET), timezone.localdate()
    rows = paged(selectors.library(request.user, form.wish, day=today), request.GET, order=selectors.ORDER)
    for piece in rows:
        piece.standing = piece.standing_on(today)
    may_keep = policy.allows(request.user.role, KIND, policy.WRITE)
    context = {"form": form, "wish": form.wish, "rows": rows, "may_keep": may_keep}
    return page(request, "accounts/commercial/content/library.html", context, partial="rows")


@access(KIND, policy.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """A new piece."""
    form = ContentForm(request.POST if request.method == "POST" else None)
    made = done(form, services.add_content, by=request.user)
    if made is not None:
        messages.success(request, _("%(piece)s is in the library.") % {"piece": made})
        return redirect("accounts_commercial:content_piece", made.pk)
    return render(request, FORM, {"form": form}, status=422 if form.is_bound else 200)


@access(KIND)
@require_safe
def piece(request, pk):
    """One version with its words, dates and the other versions."""
    return _piece(request, selectors.piece_of(request.user, pk), WithdrawalForm())


@access(KIND, policy.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def version(request, pk):
    """The next version of a piece, beginning with the words of this one."""
    old = selectors.piece_of(request.user, pk)
    initial = {"title": old.title, "key_message": old.key_message, "in_label": old.in_label}
    form = VersionForm(request.POST if request.method == "POST" else None, initial=initial)
    made = done(form, services.add_version, by=request.user, piece=old)
    if made is not None:
        messages.success(request, _("%(piece)s is in the library.") % {"piece": made})
        return redirect("accounts_commercial:content_piece", made.pk)
    return render(request, FORM, {"form": form, "piece": old}, status=422 if form.is_bound else 200)


@access(KIND, policy.WRITE)
@require_POST
def withdraw(request, pk):
    """Take a version out of use."""
    one, form = selectors.piece_of(request.user, pk), WithdrawalForm(request.POST)
    done(form, services.withdraw, by=request.user, piece=one)
    if not form.errors:
        messages.success(request, _("Withdrawn. Nobody can choose it from now on."))
        return redirect("accounts_commercial:content_piece", pk)
    return _piece(request, one, form, status=422)


def _piece(request, one, form, *, status=200):
    today = timezone.localdate()
    versions = selectors.versions_of(request.user, one)
    for each in (one, *versions):
        each.standing = each.standing_on(today)
    may_keep = policy.allows(request.user.role, KIND, policy.WRITE)
    context = {"piece": one, "versions": versions, "may_keep": may_keep, "form": form}
    return render(request, "accounts/commercial/content/piece.html", context, status=status)
