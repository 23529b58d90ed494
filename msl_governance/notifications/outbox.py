"""The outbox: a notice is a row first; its mail says only that something waits."""

from __future__ import annotations

import logging
from time import monotonic

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from msl_governance.firewall.sides import Side

from .selectors import NOTICES, addresses, unsent

BATCH = 20
# The database ends a transaction that is idle for a minute; all mails of the run would be sent again, and again.
LONGEST_RUN = 20.0  # seconds after which no further mail is begun
log = logging.getLogger("threshold.mail")


def send_waiting(side: Side) -> int:
    """Send the mails of one side's unsent notices, at most ``BATCH`` of them; how many were sent.

    A slow mail server ends the run early. Runs in the side's transaction. Rows are locked and rows that another worker
    holds are skipped, so that two runs send once. All of a person's digest is one mail. A mail that fails stays for the
    next run, behind those that never failed. A person who left, or has no address, gets none: the notice is settled.
    """
    waiting = list(unsent(side).select_for_update(skip_locked=True)[:BATCH])
    if not waiting:
        return 0
    known = addresses(side, {notice.person_id for notice in waiting})
    connection = get_connection()
    settled, failed, sent = [], [], 0
    digests: dict = {}
    started = monotonic()
    for notice in waiting:
        if monotonic() - started > LONGEST_RUN:
            break
        address = known.get(notice.person_id)
        if address is None or (notice.in_digest and digests.get(notice.person_id)):
            settled.append(notice.pk)
        elif _send(address, connection):
            settled.append(notice.pk)
            sent += 1
            digests[notice.person_id] = notice.in_digest or digests.get(notice.person_id, False)
        else:
            failed.append(notice.pk)
    _write_down(side, settled, failed, digests=[person for person, mailed in digests.items() if mailed])
    return sent


def _write_down(side: Side, settled: list, failed: list, *, digests: list) -> None:
    """What is mailed, and what failed once more; ``digests`` are the people whose digest went out."""
    rows = NOTICES[side].objects
    for person_id in digests:
        # What did not fit into the batch of the same morning was in the same mail.
        more = rows.filter(
            person_id=person_id, in_digest=True, mailed_at=None, mail_after__lte=timezone.now()
        )
        settled += more.values_list("pk", flat=True)
    rows.filter(pk__in=settled).update(mailed_at=timezone.now())
    rows.filter(pk__in=failed).update(mail_failures=F("mail_failures") + 1)


def compose(address: str, connection=None) -> EmailMessage:
    """The one mail there is: the same words for every side and every kind of notice."""
    link = settings.THRESHOLD_PUBLIC_URL.rstrip("/") + reverse("notifications:list")
    subject = render_to_string("emails/waiting_subject.txt").strip()
    body = render_to_string("emails/waiting.txt", {"link": link})
    return EmailMessage(subject, body, to=[address], connection=connection)


def _send(address: str, connection) -> bool:
    """Whether the mail server took it. The log gets the class of the error: its text may hold an address."""
    try:
        compose(address, connection).send()
    except Exception as error:
        log.warning("A mail was not taken and waits for the next run: %s", type(error).__name__)
        return False
    return True
