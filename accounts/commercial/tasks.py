"""Tasks of commercial's own figures. Each may run again at any time without harm."""

from msl_governance.firewall.sides import Side
from msl_governance.firewall.tasks import side_task

from .prescribing import services


@side_task(Side.COMMERCIAL)
def rework_deciles():
    """Deciles by the months that are complete now."""
    services.rework_deciles()
