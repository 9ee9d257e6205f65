"""Oneself, one's own company, and the companies and people met in AURORA."""

from uuid import UUID

from django.test import Client

from portal.people.models import Person, SignIn
from portal.people.services import invitation_create, my_token_create
from tests.access.scene import Call, Stage, scene
from tests.factories.people import PASSWORD, PersonFactory

NEW = "four words without sense"


@scene("people door")
def door(stage: Stage) -> list[Call]:
    secret = invitation_create(person=PersonFactory(organisation=stage.aava), made_by=None)
    right = {"email": stage.cast.buyer.email, "password": PASSWORD}
    return [
        Call("GET", "people:sign_in"),
        Call("POST", "people:sign_in", data=right),
        Call("POST", "people:sign_in", data=right | {"password": "wrong"}, case="wrong"),
        Call("POST", "people:sign_out"),
        Call("GET", "people:reset"),
        Call("POST", "people:reset", data={"email": stage.cast.buyer.email}),
        Call("POST", "people:reset", data={"email": "nobody@nowhere.example"}, case="nobody"),
        Call("GET", "people:invitation", {"secret": secret}),
        Call("GET", "people:invitation", {"secret": "unknown"}, case="unknown"),
        Call(
            "POST",
            "people:invitation",
            {"secret": secret},
            data={"name": "New", "password": NEW, "password_again": NEW},
        ),
        Call("POST", "people:language", data={"language": "fi", "next": "/support/"}),
        Call("GET", "people:support"),
        Call("GET", "people:privacy"),
    ]


@scene("people me")
def me(stage: Stage) -> list[Call]:
    profile = {"name": "A", "language": "en", "time_zone": "Helsinki", "mail_preset": "off", "version": 1}
    passwords = {"old_password": PASSWORD, "new_password": NEW, "new_password_again": NEW}
    buyers, _secret = my_token_create(actor=stage.cast.buyer, name="script", days=30)
    return [
        Call("GET", "people:profile"),
        Call("POST", "people:profile", data=profile),
        Call("GET", "people:password"),
        Call("POST", "people:password", data=passwords),
        Call("POST", "people:sign_in_end", {"pk": _sign_in(stage.cast.buyer)}),
        Call("GET", "people:token_create"),
        Call("POST", "people:token_create", data={"name": "script", "days": 30}),
        Call("POST", "people:token_revoke", {"pk": buyers.pk}),
        Call("GET", "api_me"),
        Call("PATCH", "api_me", data={"job_title": "B"}, headers={"If-Match": '"1"'}),
        Call("GET", "api_tokens"),
        Call("POST", "api_tokens", data={"name": "script"}),
        Call("DELETE", "api_token", {"pk": buyers.pk}),
        Call("GET", "api_page"),
        Call("GET", "api_schema"),
    ]


def _sign_in(person: Person) -> UUID:
    """The id under which the buyer's own browser is listed."""
    Client().force_login(person)
    return SignIn.objects.get(person=person).public_id


@scene("people organisations")
def organisations(stage: Stage) -> list[Call]:
    colleague = {"pk": stage.cast.colleague.pk}
    buyer = {"pk": stage.cast.buyer.pk}
    invite = {"email": "new@aava.example", "name": "New", "language": "en"}
    return [
        Call("GET", "people:organisations"),
        Call("GET", "people:organisation", {"pk": stage.aava.pk}),
        Call("GET", "people:organisation", {"pk": stage.kymi.pk}, case="supplier"),
        Call("GET", "people:organisation", {"pk": stage.brattsund.pk}, case="rival"),
        Call("GET", "people:colleagues"),
        Call("POST", "people:colleagues", data=invite),
        Call("POST", "people:colleague_role", colleague, data={"role": "people_administrator"}),
        Call("POST", "people:colleague_invite_again", colleague),
        Call("POST", "people:colleague_remove", colleague),
        Call("GET", "api_organisations"),
        Call("GET", "api_organisation", {"pk": stage.aava.pk}),
        Call("GET", "api_organisation", {"pk": stage.brattsund.pk}, case="rival"),
        Call("GET", "api_people"),
        Call("GET", "api_person", buyer),
        Call("GET", "api_person", colleague, case="outside the project"),
        Call("GET", "api_person", {"pk": stage.cast.sales.pk}, case="supplier"),
    ]
