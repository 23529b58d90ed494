"""Tasks of the platform side. The broker carries their names and no more."""

from msl_governance.firewall.sides import Side
from msl_governance.firewall.tasks import side_task

from . import services
from .administration.alignments import follow_everybody
from .administration.services import carry_out_confirmed


@side_task(Side.PLATFORM)
def send_password_links():
    """Mail the links that were asked for."""
    services.send_waiting_links()


@side_task(Side.PLATFORM)
def carry_out_changes():
    """Let accounts take effect that a second person confirmed."""
    carry_out_confirmed()


@side_task(Side.PLATFORM)
def follow_alignment():
    """Give and take access where an alignment began or ended today."""
    follow_everybody()
