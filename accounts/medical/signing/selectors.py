"""Reads of signatures and amendments of a report that the person may read already."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accounts.medical.models import CallReport

from . import content
from .models import Amendment, Signature


@dataclass(frozen=True)
class Signed:
    """A signature, and whether the content is still what was signed."""

    signature: Signature
    holds: bool


def signed(report: CallReport) -> Signed | None:
    """The author's signature on the report; None where it was submitted before reports were signed."""
    signature = Signature.objects.filter(report=report, amendment=None).first()
    if signature is None:
        return None
    return Signed(signature, _holds(signature, content.of_report, content.of_report_formerly, of=report))


def amendments(report: CallReport) -> list[Amendment]:
    """The amendments in order, each with its signature in ``signed``; None where one was written without."""
    found = list(Amendment.objects.filter(report=report).select_related("author", "signature"))
    for one in found:
        seal = getattr(one, "signature", None)
        one.signed = seal and Signed(seal, _holds(seal, content.of_amendment, of=one))
    return found


def _holds(signature: Signature, *texts: Callable[[Any], str], of: Any) -> bool:
    """Whether one of the ``texts`` of what was signed is the one that the signature is bound to."""
    return any(signature.content_sha256 == content.sha256(text(of)) for text in texts)
