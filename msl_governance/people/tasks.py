"""Tasks of the platform side. The broker carries their names and no more."""

from msl_governance.firewall.sides import Side
from msl_governance.firewall.tasks import side_task

from . import services


@side_task(Side.PLATFORM)
def send_password_links():
    """Mail the links that were asked for."""
    services.send_waiting_links()
