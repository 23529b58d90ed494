"""What runs by the clock on the medical side."""

from msl_governance.firewall.sides import Side
from msl_governance.firewall.tasks import side_task

from . import reminders, services


@side_task(Side.MEDICAL)
def route_arrivals():
    """Route what arrived through the door and work off withdrawals."""
    services.route_arrivals()


@side_task(Side.MEDICAL)
def remind():
    """Notices for clocks that are near or over, once each."""
    reminders.remind()


@side_task(Side.MEDICAL)
def expire_interests():
    """Mark released interests whose time is over."""
    services.expire_interests()
