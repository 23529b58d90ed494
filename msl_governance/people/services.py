"""Writing about oneself: passwords, time zone, language."""

from __future__ import annotations

import logging
from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from msl_governance.firewall.database import keyring

from .models import PasswordRequest, PasswordToken, Person

BATCH = 20
LINK_LIVES = timedelta(hours=1)
INVITATION_LIVES = timedelta(days=7)
NOT_AGAIN_WITHIN = timedelta(minutes=5)
log = logging.getLogger("threshold.mail")


def change_password(*, by, new: str) -> bool:
    """Set one's own password, which ends every other session; false where it was changed meanwhile. Runs as the side."""
    made = make_password(new)
    changed = keyring.change_password(old=by.password, made=made)
    if changed:
        by.password = made
    return changed


def set_own(*, by, time_zone: str, language: str) -> None:
    """One's own time zone and language. Runs as the side."""
    keyring.set_own(time_zone=time_zone, language=language)
    by.time_zone, by.language = time_zone, language


def ask_for_password(*, username: str) -> None:
    """Note that somebody wants a mail to set a new password. Runs as core, and looks nobody up."""
    PasswordRequest(username=username[:150], side=settings.THRESHOLD_SIDE).save(force_insert=True)


def set_password_by_token(*, token: str, new: str) -> bool:
    """Set a password by a mailed token; whether the token was good. Runs as core."""
    with transaction.atomic():
        return bool(keyring.redeem_token(digest=digest_of(token), made=make_password(new)))


def digest_of(token: str) -> str:
    """A token as the table keeps it."""
    return sha256(token.encode()).hexdigest()


def send_waiting_links() -> int:
    """Mail a link to everybody who asked and exists, at most ``BATCH``; how many. Runs as the platform side.

    A request is settled whether or not anybody has the name. A mail that fails waits for the next run, for an hour.
    """
    sent = 0
    asked = PasswordRequest.objects.order_by("asked_at").select_for_update(skip_locked=True)
    for ask in list(asked[:BATCH]):
        person = _whom(ask)
        lives = INVITATION_LIVES if ask.invitation else LINK_LIVES
        if person is None or _send_link(person, lives):
            sent += person is not None
            ask.delete()
        elif ask.asked_at < timezone.now() - LINK_LIVES:
            ask.delete()
    return sent


def _whom(ask: PasswordRequest) -> Person | None:
    """The active person with an address who asked; None where a mail is not to be sent, or was sent just now.

    Locked, so that nobody moves the address, or lets the person leave, between the mail and its token.
    """
    side = {"side": ask.side.upper()} if ask.side else {}
    found = Person.objects.select_for_update().filter(username=ask.username, is_active=True, **side)
    person = found.exclude(email="").first()
    just_now = timezone.now() - NOT_AGAIN_WITHIN
    if person is None or PasswordToken.objects.filter(person=person, made_at__gt=just_now).exists():
        return None
    return person


def _send_link(person: Person, lives: timedelta) -> bool:
    """Whether the mail server took the mail. An earlier link of the person opens no more."""
    token = token_urlsafe(32)
    mail = compose_link(person, token)
    try:
        mail.send()
    except Exception as error:
        log.warning("A mail was not taken and waits for the next run: %s", type(error).__name__)
        return False
    now = timezone.now()
    PasswordToken.objects.filter(person=person).delete()
    PasswordToken.objects.create(person=person, digest=digest_of(token), made_at=now, expires_at=now + lives)
    return True


def compose_link(person: Person, token: str) -> EmailMessage:
    """The mail with the link: the same words for everybody, no name and no side in it."""
    base = settings.THRESHOLD_PUBLIC_URLS.get(person.side.lower(), settings.THRESHOLD_PUBLIC_URL)
    link = base.rstrip("/") + reverse("people:password_link", args=[token])
    subject = render_to_string("emails/password_subject.txt").strip()
    return EmailMessage(subject, render_to_string("emails/password.txt", {"link": link}), to=[person.email])
