"""Startup checks: a model without a label, a foreign key across, a view without a rule do not start."""

from __future__ import annotations

from django.apps import apps
from django.core.checks import Error, register
from django.urls import URLPattern, URLResolver, get_resolver

from .access import rule_of
from .doors import BOTH, CROSSINGS
from .records import LABELS, is_history, label_of

# Apps of third parties, whose tables the manifest names one by one.
THIRD_PARTY_APPS = {"auth", "contenttypes", "guardian"}
ACROSS = {("MEDICAL", "COMMERCIAL"), ("COMMERCIAL", "MEDICAL")}
# A shared record refers to shared and platform records alone: a reference to a side's row would tell of it.
MAY_REFER = {
    "SHARED": {"SHARED"},
    "PLATFORM": {"PLATFORM"},
    "MEDICAL": {"MEDICAL", "SHARED", "PLATFORM", "JOINT"},
    "COMMERCIAL": {"COMMERCIAL", "SHARED", "PLATFORM", "JOINT"},
    "OVERSIGHT": set(LABELS),
    "JOINT": {"SHARED", "JOINT", "PLATFORM"},
    "DOOR": set(),
}


def _our_models():
    return [
        m for m in apps.get_models(include_auto_created=True) if m._meta.app_label not in THIRD_PARTY_APPS
    ]


@register("firewall")
def check_labels(app_configs=None, **kwargs) -> list[Error]:
    """Every table belongs to a side."""
    return [
        Error(
            f"{model._meta.label} has no label.",
            hint="Inherit MedicalRecord, CommercialRecord, SharedRecord, JointRecord, OversightRecord or "
            "PlatformRecord.",
            obj=model,
            id="firewall.E001",
        )
        for model in _our_models()
        if label_of(model) not in (*LABELS, "DOOR")
    ]


@register("firewall")
def check_references(app_configs=None, **kwargs) -> list[Error]:
    """No foreign key across; none from a shared row to a side's; no way back from a shared record."""
    errors = []
    for model in _our_models():
        if is_history(model):
            continue
        for field in model._meta.get_fields():
            if getattr(field, "remote_field", None) and not field.auto_created and field.concrete:
                errors += _reference_errors(model, field)
            elif type(field).__name__ in ("GenericForeignKey", "GenericRelation"):
                errors.append(Error(f"{field} refers to any table.", obj=model, id="firewall.E004"))
    return errors


def _reference_errors(model, field) -> list[Error]:
    near, far = label_of(model), label_of(field.related_model)
    name = f"{model._meta.label}.{field.name}"
    if far and far not in MAY_REFER.get(near, set()):
        return [Error(f"{name} crosses from {near} to {far}.", obj=model, id="firewall.E002")]
    leads_back = near != far and far in ("SHARED", "PLATFORM") and not field.remote_field.hidden
    if leads_back and model._meta.app_label not in THIRD_PARTY_APPS:
        hint = "Set related_name='+', or a shared record leads to a side's rows."
        return [Error(f"{name} has a way back.", hint=hint, obj=model, id="firewall.E003")]
    return []


@register("firewall")
def check_extra_grants(app_configs=None, **kwargs) -> list[Error]:
    """No extra privilege lets a side read across, read what oversight keeps, or write where the other reads."""
    from .database.bootstrap import CORES
    from .database.manifest import grants_of

    errors = []
    for model in _our_models():
        if not model._meta.managed:
            continue
        grants, label = grants_of(model), label_of(model)
        wrong = {
            "MEDICAL": {"commercial", "platform", "core", *CORES, "steward"},
            "COMMERCIAL": {"medical", "platform", "core", *CORES, "steward"},
        }.get(label, set()) & set(grants)
        writers = {login for login, words in grants.items() if words != "SELECT"}
        if label == "SHARED":
            wrong |= writers & {"medical", "commercial"}
        if label == "OVERSIGHT":
            # A side may put a row before oversight. What it could read there would be the other side's as well.
            readers = {login for login, words in grants.items() if words not in ("", "INSERT")}
            wrong |= readers & {"medical", "commercial", "platform", "steward"}
        errors += [
            Error(f"{model._meta.label} grants to {login}.", obj=model, id="firewall.E005") for login in wrong
        ]
    return errors


@register("firewall")
def check_doors(app_configs=None, **kwargs) -> list[Error]:
    """A door names the id of shared records alone: with another side's it would tell that the row is there."""
    sided = [c for c in CROSSINGS.values() if label_of(apps.get_model(c.target)) != "SHARED"]
    return [
        Error(
            f"The crossing “{c.name}” names the id of a {c.target}, which is not shared.", id="firewall.E007"
        )
        for c in sided
        if "id" in c.fields
    ] + [
        Error(
            f"The crossing “{c.name}” goes to both sides, and {c.target} is not shared.", id="firewall.E008"
        )
        for c in sided
        if c.destination == BOTH
    ]


@register("firewall")
def check_views(app_configs=None, **kwargs) -> list[Error]:
    """Every view states its rule."""
    return [
        Error(f"The view of “{route}” states no rule.", hint="Put @access(...) above it.", id="firewall.E006")
        for route, pattern in walk_urls()
        if rule_of(pattern.callback) is None
    ]


def walk_urls(resolver=None, prefix: str = ""):
    """Every (route, pattern) of the URL configuration."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk_urls(pattern, route)
        elif isinstance(pattern, URLPattern):
            yield route, pattern
