"""Who a sign-in belongs to. One query loads the person with all that the frame of a page asks."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.backends import BaseBackend
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from portal.core.statements import compiled
from portal.people.choices import OrganisationRoleName
from portal.people.models import OrganisationRole, Person, fold_email


class PersonBackend(BaseBackend):
    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Person | None:
        """The person with this e-mail and password, if allowed in. Known or not, it costs one password hash."""
        email, password = fold_email(credentials.get("username")), credentials.get("password") or ""
        person = Person.objects.filter(email=email).first() if email else None
        if person is None:
            Person().set_password(password)
            return None
        return person if person.check_password(password) and person.may_sign_in else None

    def get_user(self, user_id: Any) -> Person | None:
        return next(iter(_with_frame(pk=UUID(str(user_id)), now=timezone.now())), None)


@compiled
def _with_frame(pk: UUID, now: datetime) -> QuerySet[Any]:
    """The person, the company, and what decides which places the frame offers."""
    administers = OrganisationRole.objects.filter(
        OrganisationRole.held_now(now=now, role=OrganisationRoleName.PEOPLE_ADMINISTRATOR),
        person=OuterRef("pk"),
        organisation=OuterRef("organisation"),
    )
    installation = OrganisationRole.objects.filter(
        OrganisationRole.held_now(now=now, role=OrganisationRoleName.INSTALLATION_ADMINISTRATOR), person=OuterRef("pk")
    )
    selling = OrganisationRole.objects.filter(
        OrganisationRole.held_now(
            now=now, role__in=[OrganisationRoleName.SELLER, OrganisationRoleName.CATALOGUE_EDITOR]
        ),
        person=OuterRef("pk"),
        organisation__in_supplier_group=True,
    )
    people = Person.objects.select_related("organisation").annotate(
        administers_people=Exists(administers),
        administers_installation=Exists(installation),
        sells_or_edits=Exists(selling),
    )
    return people.filter(pk=pk)
