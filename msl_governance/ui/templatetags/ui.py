"""Tags and filters of the look. A builtin of the template engine, so no ``{% load ui %}`` is needed."""

import re
from functools import lru_cache
from typing import Any

from django import template
from django.template import defaultfilters
from django.templatetags.static import static
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from msl_governance.firewall.sides import Role
from msl_governance.ui import sides
from msl_governance.ui.manners import greeting, manner, spelled
from msl_governance.ui.vendor import OUT

register = template.Library()
MESSAGE_KINDS = {"success": "ok", "warning": "amb", "error": "bad"}
MESSAGE_ICONS = {"success": "circle-check", "warning": "alert-triangle", "error": "ban"}


@lru_cache
def icon_names() -> frozenset[str]:
    """The names that the sprite holds."""
    return frozenset(re.findall(r'id="i-([a-z0-9-]+)"', (OUT / "icons.svg").read_text()))


@register.filter(name="date", expects_localtime=True, is_safe=False)
def date_in_manner(value: Any, pattern: str | None = None) -> str:
    """Django's ``date``, as the person's country writes it."""
    return defaultfilters.date(value, manner(pattern) if pattern else pattern)


@register.filter
def greeted(person: Any) -> str:
    """“Good morning, Tom”."""
    return greeting(person)


@register.simple_tag
def clock() -> str:
    """The time of day, as the person's country writes it."""
    return spelled(timezone.localtime(), "H:i")


@register.simple_tag
def icon(name: str, cls: str = "", label: str | Promise = "") -> SafeString:
    """One icon of the sprite. With ``label`` it speaks for itself, else it is decoration beside a word.

    A name that the sprite lacks draws a question mark; a test finds the names written in templates.
    """
    shown = name if name in icon_names() else "help-circle"
    role = (
        format_html('role="img" aria-label="{}"', label)
        if label
        else mark_safe('aria-hidden="true" focusable="false"')
    )
    return format_html(
        '<svg class="icon {}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-linecap="round" '
        'stroke-linejoin="round" {}><use href="{}#i-{}"/></svg>',
        cls,
        role,
        static("ui/vendor/icons.svg"),
        shown,
    )


@register.simple_tag
def sprite(name: str) -> str:
    """Address of one icon, for ``<use href>`` inside a drawing."""
    return f"{static('ui/vendor/icons.svg')}#i-{name}"


@register.filter
def side_key(side: Any) -> str:
    """``med``, ``com`` or ``ctl`` of a side."""
    return sides.side_key(side)


@register.simple_tag
def outside_form(field: Any, form_id: str) -> SafeString:
    """A field's box that stands outside of the form it belongs to (HTML, ``form`` attribute)."""
    return field.as_widget(attrs={"form": form_id})


@register.filter
def side_name(side: Any) -> str | Promise:
    """The side in a word."""
    return sides.NAMES[sides.side_key(side)]


@register.filter
def side_icon(side: Any) -> str:
    """The icon of a side."""
    return sides.ICONS[sides.side_key(side)]


@register.filter
def door_name(number: Any) -> str | Promise:
    """What a door is for, by its number 1 to 4; the number itself where there is no such door."""
    return sides.DOORS.get(str(number), str(number))


@register.filter
def initials(name: Any) -> str:
    """At most two initials of a name: ``Dr. Elena Marchetti`` -> ``EM``. Titles that end in a dot do not count."""
    words = [word for word in str(name or "").split() if not word.endswith(".") and word[0].isalpha()]
    chosen = words if len(words) < 2 else [words[0], words[-1]]
    return "".join(word[0] for word in chosen).upper()


@register.filter
def role_name(role: Any) -> str | Promise:
    """A role in words, from a ``Role`` or its stored value; empty for anything else."""
    value = str(getattr(role, "value", role))
    return Role(value).label if value in Role.values else ""


@register.filter
def message_kind(message: Any) -> str:
    """Kind of note for a Django message: ``ok``, ``amb``, ``bad``, or ``side`` for plain information."""
    return MESSAGE_KINDS.get(message.level_tag, "side")


@register.filter
def message_icon(message: Any) -> str:
    """Icon of a Django message."""
    return MESSAGE_ICONS.get(message.level_tag, "info-circle")
