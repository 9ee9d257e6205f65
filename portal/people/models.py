"""People and the organisations they work for."""

import hashlib
import secrets
import zoneinfo
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.ids import uuid7
from portal.core.models import Entity, Imported, Versioned
from portal.people.choices import SUPPLIER_ONLY, Language, MailPreset, OrganisationRoleName


def fold_email(email: str | None) -> str | None:
    """The one form an address is stored and compared in; None when there is none."""
    folded = (email or "").strip().casefold()
    return folded or None


def valid_time_zone(name: str) -> None:
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("“%(name)s” is not a time zone."), params={"name": name})


class Organisation(Entity, Imported):
    """A company. Which side it stands on is set per space, not here."""

    name = models.CharField(_("name"), max_length=200)
    in_supplier_group = models.BooleanField(_("runs this portal"), default=False)
    business_id = models.CharField(_("business id"), max_length=40, blank=True)
    address = models.CharField(_("address"), max_length=250, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    region = models.CharField(_("region"), max_length=100, blank=True)
    country = models.CharField(_("country"), max_length=60, blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    website = models.CharField(_("website"), max_length=200, blank=True)

    class Meta(Imported.Meta):
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, *, email: str | None, password: str | None = None, **fields: Any) -> "Person":
        person = self.model(email=fold_email(email), **fields)
        person.set_password(password)
        person.full_clean(exclude=["password"])
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email=fold_email(username))


class Person(Entity, Versioned, Imported, AbstractBaseUser):
    """Anyone known here, a guest or an imported contact too; most may not sign in until invited."""

    email = models.EmailField(_("e-mail"), unique=True, null=True, blank=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="people", verbose_name=_("organisation")
    )
    job_title = models.CharField(_("job title"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    spoken_languages = models.CharField(_("languages you speak"), max_length=120, blank=True)
    video_link = models.URLField(_("video link"), blank=True)
    language = models.CharField(_("language"), max_length=10, choices=Language.choices, default=Language.ENGLISH)
    time_zone = models.CharField(_("time zone"), max_length=60, default="Europe/Helsinki", validators=[valid_time_zone])
    mail_preset = models.CharField(_("mail"), max_length=10, choices=MailPreset.choices, default=MailPreset.AT_ONCE)
    can_sign_in = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    # When the person last looked at Home, and the time before: "new since your last visit" counts from the second.
    visited_home = models.DateTimeField(null=True, editable=False)
    visited_home_before = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    # guardian asks these of every user model; there is no all-seeing person here.
    is_superuser = False
    is_staff = False

    class Meta(Imported.Meta):
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.shown_name

    def clean(self) -> None:
        super().clean()
        self.email = fold_email(self.email)

    @property
    def shown_name(self) -> str:
        return self.name or self.email or self.job_title or str(_("Unnamed contact"))

    @property
    def has_password(self) -> bool:
        """Whether a password was ever set: an imported contact has an empty one, an invited person an unusable one."""
        return bool(self.password) and self.has_usable_password()

    @property
    def may_sign_in(self) -> bool:
        return self.is_active and self.can_sign_in


class OrganisationRole(Entity):
    """What a person may do outside any space."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="organisation_roles")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="role_rows")
    role = models.CharField(max_length=30, choices=OrganisationRoleName.choices)
    starts = models.DateTimeField(default=timezone.now)
    ends = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "organisation", "role"], name="people_organisation_role_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role}"

    @staticmethod
    def held_now(*, now: datetime | None = None, **values: Any) -> Q:
        """Condition "is in force", supplier roles only where the organisation runs the portal."""
        now = now or timezone.now()
        in_time = Q(starts__lte=now) & (Q(ends=None) | Q(ends__gt=now))
        return in_time & (Q(organisation__in_supplier_group=True) | ~Q(role__in=SUPPLIER_ONLY)) & Q(**values)


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def secret_hash(secret: str) -> str:
    """Secrets of 256 random bits need no slow hash: nobody can guess them."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Invitation(Entity):
    """A single-use door: set a password and sign in. Also used to reset a password."""

    LASTS = timedelta(hours=24)

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    secret_hash = models.CharField(max_length=64, unique=True)
    expires = models.DateTimeField()
    spent = models.DateTimeField(null=True)
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return str(self.pk)


class ApiToken(Entity):
    """A person's key for scripts; only its hash is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("name"), max_length=80)
    secret_hash = models.CharField(max_length=64, unique=True)
    expires = models.DateTimeField(null=True, blank=True)
    last_used = models.DateTimeField(null=True, editable=False)
    revoked = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        return self.name


class SignIn(AbstractBaseSession):
    """One signed-in browser. Its person is a column, so that all sign-ins of a person can be listed and ended."""

    # The key itself opens the door, so pages and addresses name a sign-in by this.
    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="sign_ins")
    started = models.DateTimeField(default=timezone.now)
    seen = models.DateTimeField(default=timezone.now)
    browser = models.CharField(max_length=60, blank=True)

    class Meta(AbstractBaseSession.Meta):
        abstract = False

    def __str__(self) -> str:
        return str(self.public_id)

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        from portal.people.sessions import SessionStore

        return SessionStore


class FailedTry(models.Model):
    """Failed sign-ins and resets in a time window, per account and per address."""

    bucket = models.CharField(max_length=100, unique=True)
    window_start = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.bucket
