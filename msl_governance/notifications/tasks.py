"""One task per side; each sees its own side's outbox alone. The broker carries the task's name and no more."""

from msl_governance.firewall.sides import Side
from msl_governance.firewall.tasks import side_task

from .outbox import send_waiting


@side_task(Side.MEDICAL)
def send_mail_of_medical():
    """Send what waits in medical's outbox."""
    send_waiting(Side.MEDICAL)


@side_task(Side.COMMERCIAL)
def send_mail_of_commercial():
    """Send what waits in commercial's outbox."""
    send_waiting(Side.COMMERCIAL)


@side_task(Side.OVERSIGHT)
def send_mail_of_oversight():
    """Send what waits in oversight's outbox."""
    send_waiting(Side.OVERSIGHT)
