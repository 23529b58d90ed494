"""What runs by the clock for medical's accounts."""

from msl_governance.firewall.sides import Side
from msl_governance.firewall.tasks import side_task

from .safety import reminders


@side_task(Side.MEDICAL)
def remind():
    """Notices for safety records whose clock is near or over, once each."""
    reminders.remind()
