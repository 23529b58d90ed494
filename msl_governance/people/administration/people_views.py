"""Pages about people: list, new, change, and the steps that have names of their own."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from msl_governance.firewall.access import access
from msl_governance.firewall.policy import ACT, READ, WRITE
from msl_governance.firewall.sides import Role, Side
from msl_governance.ui.htmx import page
from msl_governance.ui.pagination import paged

from . import selectors, services
from .forms import AlignmentForm, NewPersonForm, PeopleForm, PersonForm, RoleForm


@access("people", READ, writes=False)
@require_http_methods(["GET", "HEAD", "POST"])
def people(request):
    """Everybody by pages, or the first that fit the words. Words come by POST: addresses are logged."""
    form = PeopleForm(request.POST if request.method == "POST" else request.GET)
    wish = form.wish
    found = selectors.people(request.user, wish)
    rows = found[: selectors.CLOSEST] if wish.words else paged(found, request.GET, order=selectors.ORDER)
    context = {"form": form, "rows": rows, "searched": bool(wish.words)}
    return page(request, "people/administration/people.html", context, partial="rows")


@access("people")
@require_safe
def roles(request):
    """What the roles are for, and whom each may report to."""
    return render(request, "people/administration/roles.html", {"roles": list(Role)})


@access("people", WRITE)
def new(request):
    """An account, once its role is chosen: the role decides the side and who may lead."""
    role = request.GET.get("role", "")
    if role not in Role.values:
        return render(request, "people/administration/choose_role.html", {"roles": list(Role)})
    initial = {"time_zone": request.user.time_zone}
    form = NewPersonForm(request.POST or None, by=request.user, role=role, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = _carried_out(form, services.create_person, by=request.user, role=role)
        if made:
            messages.success(request, _created(made))
            return redirect("people:person", made.pk)
    context = {"form": form, "role": Role(role)}
    return render(request, "people/administration/new.html", context, status=422 if form.errors else 200)


@access("people")
@require_safe
def person(request, pk):
    """One person: facts, reporting lines, territories over time."""
    found = selectors.person_of(request.user, pk)
    return render(request, "people/administration/person.html", _context_of(request, found))


@access("people", WRITE)
def edit(request, pk):
    """Facts about a person."""
    found = selectors.person_of(request.user, pk)
    initial = {name: getattr(found, name) for name in services.FACTS}
    form = PersonForm(request.POST or None, by=request.user, role=found.role, person=found, initial=initial)
    facts = {"by": request.user, "person": found}
    if request.method == "POST" and form.is_valid() and _carried_out(form, services.change_person, **facts):
        messages.success(request, _("Saved."))
        return redirect("people:person", pk)
    context = {"form": form, "person": selectors.person_of(request.user, pk)}
    return render(request, "people/administration/edit.html", context, status=422 if form.errors else 200)


@access("people", ACT)
def role(request, pk):
    """Another role on the same side."""
    found = selectors.person_of(request.user, pk)
    initial = {"role": found.role, "scientific_background": found.scientific_background}
    form = RoleForm(request.POST or None, person=found, initial=initial)
    if request.method == "POST" and form.is_valid():
        loose = _carried_out(form, services.change_role, by=request.user, person=found)
        if loose is not None and not form.errors:
            messages.success(request, _role_changed(loose))
            return redirect("people:person", pk)
    context = {"form": form, "person": selectors.person_of(request.user, pk)}
    return render(request, "people/administration/role.html", context, status=422 if form.errors else 200)


STEPS = {
    "leave": (services.leave, _("Access has ended. Records stay, with the name on them.")),
    "return": (services.come_back, _("Noted. The account comes back with its role and no territory.")),
    "end-sessions": (services.end_sessions, _("Every session of this person ends with their next click.")),
    "reset-factors": (
        services.reset_factors,
        _(
            "Second factors of this person are void. The next sign-in asks for the password alone, or for a new factor."
        ),
    ),
    "invite": (services.invite, _("A link to set a password is on its way.")),
}


@require_POST
@access("people", ACT, steps=STEPS)
def step(request, pk, name):
    """A step with a name of its own; 404 for any other name."""
    if name not in STEPS:
        raise Http404
    carry_out, said = STEPS[name]
    found = selectors.person_of(request.user, pk)
    try:
        carry_out(by=request.user, person=found)
        messages.success(request, said)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("people:person", pk)


def _context_of(request, found) -> dict:
    alignments = selectors.alignments_of_person(request.user, found)
    today = selectors.today()
    form = None
    if Side(found.side) in selectors.TERRITORIES and found.is_active:
        form = AlignmentForm(by=request.user, side=Side(found.side), initial={"start": today})
    return {
        "person": found,
        "role": Role(found.role),
        "reports": selectors.reports_of(request.user, found),
        "alignments": alignments,
        "now": [one for one in alignments if today in _as_dates(one.during)],
        "today": today,
        "form": form,
        "change": selectors.changes(request.user, waiting=True).filter(person=found).first(),
    }


class _as_dates:
    """A range that ``in`` understands, with no end where it has none."""

    def __init__(self, during):
        self.during = during

    def __contains__(self, day) -> bool:
        return self.during.lower <= day and (self.during.upper is None or day < self.during.upper)


def _carried_out(form, service, **words):
    """What the service makes of the form; None, and its sentences in the form, where it refuses."""
    try:
        answer = service(**words, **form.cleaned_data)
    except ValidationError as error:
        fields = error.message_dict if hasattr(error, "error_dict") else {None: error.messages}
        for name, sentences in fields.items():
            form.add_error(name if name in form.fields else None, sentences)
        return None
    return True if answer is None else answer


def _created(made) -> str:
    if not made.is_active:
        return _("The account waits for a second person. Until then nobody can sign in with it.")
    return _("The account stands. A link to set a password is on its way, and opens for seven days.")


def _role_changed(loose: list) -> str:
    said = _("Noted. Where the new role holds at once, every session of this person has ended.")
    if loose:
        names = ", ".join(one.full_name for one in loose)
        said += " " + _(
            "These people now report to nobody, since the new role does not lead theirs: %(names)s."
        ) % {"names": names}
    return said
