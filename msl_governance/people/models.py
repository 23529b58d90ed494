"""The login user and the territories of each side."""

from django.contrib.auth import hashers
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from msl_governance.firewall.querysets import SideQuerySet
from msl_governance.firewall.records import PlatformRecord, for_core_of_one_side
from msl_governance.firewall.sides import SIDE_OF_ROLE, Role, Side

NO_BACKGROUND = _("An MSL needs a scientific background: PharmD, PhD or MD.")


class PersonManager(BaseUserManager.from_queryset(SideQuerySet)):
    """Finds people by their user name."""

    def create_user(self, username: str, password: str | None = None, **fields) -> "Person":
        """Make a person; the side follows from the role. Raises ``ValidationError`` on a crossing line."""
        person = self.model(username=username, **fields)
        person.set_password(password)
        person.side = Role(person.role).side
        person.full_clean(exclude=["password"])
        person.save()
        return person


def _role_implies_side() -> models.Q:
    rule = models.Q()
    for side in Side:
        roles = [role.value for role, where in SIDE_OF_ROLE.items() if where == side]
        rule |= models.Q(side=side.value, role__in=roles)
    return rule


class Person(AbstractBaseUser, PlatformRecord):
    """Somebody who signs in. One role, hence one side. Nobody is a superuser, ever."""

    extra_grants = {"core": "SELECT"}
    row_policy = for_core_of_one_side("side = {side}")

    # Nobody changes sides: who moves leaves one account and is given another.
    locked_when = "TG_OP = 'UPDATE' AND NEW.side IS DISTINCT FROM OLD.side"
    never_kept = ("password",)

    last_login = None
    username = models.CharField(
        _("user name"), max_length=150, unique=True, validators=[UnicodeUsernameValidator()]
    )
    full_name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"), blank=True)
    role = models.CharField(_("role"), max_length=30, choices=Role)
    side = models.CharField(_("side"), max_length=12, choices=Side, editable=False)
    team = models.CharField(_("team"), max_length=120, blank=True)
    manager = models.ForeignKey(
        "self",
        verbose_name=_("reports to"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    scientific_background = models.CharField(_("scientific background"), max_length=60, blank=True)
    attested_on = models.DateField(_("firewall training attested on"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=50, default="America/New_York")
    language = models.CharField(_("language"), max_length=12, default="en")
    # How the identity provider names this person; who signs in there is found by it and by nothing else.
    identity = models.CharField(
        _("identity at the provider"), max_length=255, null=True, blank=True, unique=True
    )
    factors_void_before = models.DateTimeField(null=True, editable=False)
    sessions_ended = models.PositiveIntegerField(default=0, editable=False)
    is_active = models.BooleanField(_("active"), default=True)
    is_superuser = models.BooleanField(default=False, editable=False)

    objects = PersonManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name", "role"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["full_name", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(is_superuser=False), name="nobody_is_superuser"),
            models.CheckConstraint(condition=_role_implies_side(), name="side_follows_role"),
            models.CheckConstraint(
                condition=~models.Q(role="msl", scientific_background=""), name="msl_has_background"
            ),
        ]

    def __str__(self):
        return self.full_name

    def clean(self):
        """A reporting line never crosses the firewall; an MSL has a scientific background on record."""
        self.side = Role(self.role).side
        if self.manager and self.manager.side != self.side:
            raise ValidationError(
                {
                    "manager": _(
                        "A reporting line never crosses the firewall. Choose a manager on the same side."
                    )
                }
            )
        if self.role == Role.MSL and not self.scientific_background:
            raise ValidationError({"scientific_background": NO_BACKGROUND})

    def save(self, *args, **kwargs):
        """The side is never chosen: it follows from the role."""
        self.side = Role(self.role).side
        super().save(*args, **kwargs)

    def check_password(self, raw_password) -> bool:
        """Whether this is the password. An old hash is not renewed on the way, as Django would: whoever signs
        people in may change none of them, or a hole in the sign-in page could set passwords.
        """
        return hashers.check_password(raw_password, self.password)

    @property
    def initials(self) -> str:
        """One or two capital letters for the round picture."""
        words = [word for word in self.full_name.replace(".", "").split() if word[:1].isupper()]
        return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words))

    def get_full_name(self) -> str:
        """As Django's own pages ask for it."""
        return self.full_name

    def get_session_auth_hash(self) -> str:
        """Bound to password, role and activity: a role change, a leave or an administrator ends every session."""
        value = f"{self.password}|{self.role}|{self.is_active}|{self.sessions_ended}"
        return salted_hmac("threshold.session", value, algorithm="sha256").hexdigest()

    def get_session_auth_fallback_hash(self):
        """No fallback: sessions end when the key changes."""
        return iter(())

    def has_perm(self, permission, obj=None) -> bool:
        """Asks the backends in order; the wall is first."""
        from django.contrib.auth import models as auth

        return self.is_active and auth._user_has_perm(self, permission, obj)  # type: ignore[attr-defined]


class Colleague(models.Model):
    """One row of a directory view: who somebody on one's own side is."""

    id = models.UUIDField(primary_key=True)
    full_name = models.CharField(max_length=200)
    role = models.CharField(max_length=30, choices=Role)
    side = models.CharField(max_length=12, choices=Side)
    team = models.CharField(max_length=120)
    email = models.EmailField()
    is_active = models.BooleanField()
    time_zone = models.CharField(max_length=50)

    class Meta:
        abstract = True
        managed = False
        ordering = ["full_name", "id"]

    def __str__(self):
        return self.full_name

    initials = Person.initials


class MedicalColleague(Colleague):
    """People of the medical side, for the medical side."""

    label = "MEDICAL"

    class Meta(Colleague.Meta):
        db_table = "people_medicalcolleague"


class CommercialColleague(Colleague):
    """People of the commercial side, for the commercial side."""

    label = "COMMERCIAL"

    class Meta(Colleague.Meta):
        db_table = "people_commercialcolleague"


class AnyColleague(Colleague):
    """Everybody, for oversight."""

    label = "OVERSIGHT"

    class Meta(Colleague.Meta):
        db_table = "people_anycolleague"


from .alignment import CommercialAlignment, MedicalAlignment  # noqa: E402
from .changes import AccountChange  # noqa: E402
from .factor import Factor  # noqa: E402
from .passwords import PasswordRequest, PasswordToken  # noqa: E402
from .sessions_model import Session  # noqa: E402
from .territories import (  # noqa: E402
    CommercialTerritory,
    CommercialTerritoryGrant,
    MedicalTerritory,
    MedicalTerritoryGrant,
)

__all__ = [
    "AccountChange",
    "AnyColleague",
    "CommercialAlignment",
    "CommercialColleague",
    "CommercialTerritory",
    "CommercialTerritoryGrant",
    "Factor",
    "MedicalAlignment",
    "MedicalColleague",
    "MedicalTerritory",
    "MedicalTerritoryGrant",
    "PasswordRequest",
    "PasswordToken",
    "Person",
    "Session",
]
