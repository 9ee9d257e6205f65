"""Bringing people in, and letting them set a password: by links that work once."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from portal.core.errors import Forbidden, InvalidInput
from portal.jobs.models import Job
from portal.jobs.services import job_work
from portal.people.models import Invitation, OrganisationRole, Person, SignIn
from portal.people.services import invitation_create, person_invite
from tests.factories.people import PASSWORD, PersonFactory

pytestmark = pytest.mark.django_db

NEW = "four words without sense"
FORM = {"name": "Aino Invited", "password": NEW, "password_again": NEW}


def work():
    for job in Job.objects.filter(state="waiting"):
        job_work(job.pk)


def secret_in(message):
    return message.body.split("/invitation/")[1].split("/")[0]


def test_an_invited_person_gets_a_link_sets_a_password_and_is_in(cast, client):
    person = person_invite(actor=cast.buyer, email=" New@Aava.example", name="Aino", language="fi")
    assert (person.email, person.organisation, person.may_sign_in) == (
        "new@aava.example",
        cast.buyer.organisation,
        True,
    )
    assert OrganisationRole.objects.filter(person=person, role="member").exists()
    work()
    (message,) = mail.outbox
    assert message.to == ["new@aava.example"]
    assert cast.buyer.name in message.body
    url = f"/invitation/{secret_in(message)}/"
    assert secret_in(message) not in str(list(Job.objects.values())) + str(list(Invitation.objects.values()))

    assert client.get(url).status_code == 200
    assert client.get(url).status_code == 200, "looking at it does not use it up"
    assert client.post(url, FORM)["Location"] == "/"
    person.refresh_from_db()
    assert person.name == "Aino Invited" and person.check_password(NEW)
    assert client.get("/me/").status_code == 200
    assert client.post(url, FORM).status_code == 404, "it works once"


def test_known_and_unknown_people_look_the_same_to_who_adds_them(cast):
    known = person_invite(actor=cast.sales, email=cast.rival.email, name="Other Name", organisation=None)
    assert known == cast.rival
    known.refresh_from_db()
    assert known.name == "Buyer"
    assert not Job.objects.exists(), "who has a password needs no link"


def test_an_imported_contact_becomes_a_person_who_may_sign_in(cast, aava):
    contact = PersonFactory(organisation=aava, email="old@aava.example", can_sign_in=False)
    Person.objects.filter(pk=contact.pk).update(password="")
    person_invite(actor=cast.sales, email="old@aava.example", organisation=aava)
    contact.refresh_from_db()
    assert contact.may_sign_in and Job.objects.count() == 1


def test_two_presses_send_one_mail(cast):
    for _ in range(2):
        person_invite(actor=cast.buyer, email="new@aava.example")
    work()
    assert len(mail.outbox) == 1


def test_only_sellers_bring_in_people_of_other_companies(cast, kymi, brattsund):
    person_invite(actor=cast.sales, email="new@brattsund.example", organisation=brattsund)
    for email in ("newer@kymi.example", cast.sales.email):
        with pytest.raises(Forbidden):
            person_invite(actor=cast.buyer, email=email, organisation=kymi)


@pytest.mark.parametrize("email", ["", "  ", "no address", "a" * 300 + "@aava.example"])
def test_bad_addresses(cast, email):
    with pytest.raises(InvalidInput):
        person_invite(actor=cast.buyer, email=email)
    assert not Person.objects.filter(name="").exists()


def test_a_removed_person_stays_out(cast):
    cast.colleague.is_active = False
    cast.colleague.set_unusable_password()
    cast.colleague.save()
    person_invite(actor=cast.buyer, email=cast.colleague.email)
    cast.colleague.refresh_from_db()
    assert not cast.colleague.is_active and not Job.objects.exists()


def test_a_person_removed_before_the_mail_is_made_gets_none(cast):
    person = person_invite(actor=cast.buyer, email="new@aava.example")
    Person.objects.filter(pk=person.pk).update(is_active=False)
    work()
    assert not mail.outbox and not Invitation.objects.exists()


def test_without_a_mail_server_the_mail_waits(cast, settings):
    settings.PORTAL_CAN_MAIL = False
    person_invite(actor=cast.buyer, email="new@aava.example")
    work()
    job = Job.objects.get()
    assert (job.state, job.error) == ("waiting", "No mail server is set.")
    assert not Invitation.objects.exists()


# --- the page --------------------------------------------------------------------------------------------------------


@pytest.fixture
def secret(cast):
    return invitation_create(person=cast.buyer, made_by=None)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"password": "short", "password_again": "short"}, "too short"),
        ({"password": "qwerty123456", "password_again": "qwerty123456"}, "too common"),
        ({"password_again": "something else entirely"}, "The two passwords differ."),
        ({"name": ""}, "required"),
        ({"password": "x" * 300, "password_again": "x" * 300}, "at most 200"),
    ],
)
def test_bad_input_keeps_the_name_and_the_link(client, cast, secret, change, message):
    response = client.post(f"/invitation/{secret}/", FORM | change)
    assert response.status_code == 422
    assert message in response.content.decode()
    assert Invitation.objects.get().spent is None
    cast.buyer.refresh_from_db()
    assert cast.buyer.check_password(PASSWORD)


def test_a_link_older_than_a_day_is_over(client, secret):
    Invitation.objects.update(expires=timezone.now() - timedelta(seconds=1))
    response = client.get(f"/invitation/{secret}/")
    assert response.status_code == 404
    assert "older than 24 hours" in response.content.decode()
    assert client.post(f"/invitation/{secret}/", FORM).status_code == 404


def test_an_invitation_lasts_at_most_a_day(secret):
    assert Invitation.objects.get().expires <= timezone.now() + timedelta(hours=24)


def test_a_new_password_ends_every_sign_in_and_every_other_link(client, cast, as_person, secret):
    elsewhere = as_person(cast.buyer)
    other = invitation_create(person=cast.buyer, made_by=None)
    client.post(f"/invitation/{secret}/", FORM)
    assert elsewhere.get("/me/").status_code == 302
    assert client.get(f"/invitation/{other}/").status_code == 404
    assert SignIn.objects.filter(person=cast.buyer).count() == 1


# --- a forgotten password --------------------------------------------------------------------------------------------


def test_reset_answers_alike_and_mails_only_who_may_sign_in(client, cast):
    texts = []
    for email in (cast.buyer.email, "nobodys@aava.example"):
        response = client.post("/reset/", {"email": email})
        assert response.status_code == 200
        texts.append(response.content.decode().replace(email, ""))
    assert texts[0].replace("csrf", "") and len(texts[0]) == len(texts[1])
    assert Job.objects.count() == 2, "the same work for both"
    work()
    (message,) = mail.outbox
    assert message.to == [cast.buyer.email]
    assert client.post(f"/invitation/{secret_in(message)}/", FORM).status_code == 302


def test_reset_is_slowed_down(client, cast):
    statuses = [client.post("/reset/", {"email": cast.buyer.email}).status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]


def test_reset_wants_an_address(client, db):
    assert client.post("/reset/", {"email": "nothing"}).status_code == 422
