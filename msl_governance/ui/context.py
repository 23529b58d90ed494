"""What every page of the application needs around its own content."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property

from msl_governance.firewall import policy
from msl_governance.ui import keeping, navigation
from msl_governance.ui.sides import ROOMS, Plate, plate_of


class Frame:
    """The frame of one request. Each part is worked out when a template asks for it, and once."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def person(self) -> Any:
        """Who is signed in; None for a visitor."""
        user = getattr(self._request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @cached_property
    def plate(self) -> Plate:
        """The sign of the person's side."""
        return plate_of(self.person)

    @property
    def committee(self) -> Plate:
        """The sign of the committee room: ``<c-rail :plate="frame.committee" />``."""
        return ROOMS["committee"]

    @property
    def side(self) -> str:
        """``med``, ``com`` or ``ctl``, for ``html[data-side]``."""
        return self.plate.key

    @cached_property
    def nav(self) -> list[navigation.NavItem]:
        """The entries of the rail."""
        return navigation.items_for(self.person, self._request.path) if self.person else []

    @property
    def home(self) -> str:
        """Where the brand mark leads."""
        return navigation.address_of("home") or "/"

    @property
    def search(self) -> str:
        """Address that the search field asks by POST; empty hides the field, as for a role without the directory."""
        may = self.person is not None and policy.allows(self.person.role, "hcp", policy.READ)
        return navigation.address_of("search") if may else ""

    @cached_property
    def keeping(self) -> keeping.Seal | None:
        """How what this person could not send is sealed on their device; None where no form is kept."""
        may = self.person is not None and policy.allows(self.person.role, "call_report", policy.WRITE)
        return keeping.seal_of(self.person) if may else None

    @property
    def me(self) -> str:
        """Address of one's own page; empty hides the link."""
        return navigation.address_of("me")

    @property
    def logout(self) -> str:
        """Address of signing out, asked by POST."""
        return navigation.address_of("logout")

    @property
    def notifications(self) -> str:
        """Address of the notifications; empty hides the bell."""
        return navigation.address_of("notifications")

    @cached_property
    def waiting(self) -> int:
        """Number of unread notifications."""
        return navigation.count_of("notifications", self.person) if self.person else 0


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``frame`` (see ``Frame``). Reads nothing until a template uses it."""
    return {"frame": Frame(request)}
