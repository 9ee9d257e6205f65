"""One's own things, and nobody else's."""

import re

import pytest
from django.urls import reverse

from portal.core.models import AnsweredWrite
from portal.people.models import ApiToken, Person, SignIn
from portal.people.services import my_token_create
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db

URL = "/me/"
FORM = {
    "name": "Bea Buyer", "job_title": "Purchase lead", "phone": "+358 1", "spoken_languages": "Finnish",
    "video_link": "https://video.example/bea", "language": "sv", "time_zone": "shanghai", "mail_preset": "daily",
    "version": "1",
}  # fmt: skip


def test_what_is_entered_is_saved_and_used(as_person, cast):
    client = as_person(cast.buyer)
    assert client.post(URL, FORM).status_code == 302
    cast.buyer.refresh_from_db()
    assert (cast.buyer.name, cast.buyer.time_zone, cast.buyer.version) == ("Bea Buyer", "Asia/Shanghai", 2)
    page = client.get(URL)
    assert page["Content-Language"] == "sv"
    assert "Asia/Shanghai" in page.content.decode()


@pytest.mark.parametrize(
    "change",
    [{"name": ""}, {"time_zone": "Atlantis"}, {"language": "xx"}, {"video_link": "javascript:alert(1)"},
     {"mail_preset": "hourly"}, {"version": "x"}, {"name": "n" * 151}, {"phone": "\x00"}],
)  # fmt: skip
def test_bad_input_is_refused_and_kept(as_person, cast, change):
    response = as_person(cast.buyer).post(URL, FORM | change)
    assert response.status_code == 422
    assert "Purchase lead" in response.content.decode()
    cast.buyer.refresh_from_db()
    assert cast.buyer.version == 1


def test_a_stale_save_shows_both_texts_and_writes_nothing(as_person, cast):
    client = as_person(cast.buyer)
    client.post(URL, FORM | {"language": "en"})
    response = client.post(URL, FORM | {"language": "en", "job_title": "Buyer of boards"})
    page = response.content.decode()
    assert response.status_code == 412
    assert 'value="Buyer of boards"' in page and 'value="Purchase lead"' in page
    assert 'name="version" value="2"' in page
    cast.buyer.refresh_from_db()
    assert cast.buyer.job_title == "Purchase lead"
    again = FORM | {"language": "en", "job_title": "Buyer of boards", "version": "2"}
    assert client.post(URL, again).status_code == 302


def test_e_mail_and_company_are_not_ones_own_to_change(as_person, cast, brattsund):
    as_person(cast.buyer).post(URL, FORM | {"email": "x@y.example", "organisation": str(brattsund.pk), "is_active": ""})
    cast.buyer.refresh_from_db()
    assert cast.buyer.email == "buyer@aava.example" and cast.buyer.is_active
    assert cast.buyer.organisation.name == "Aava Board"


# --- password --------------------------------------------------------------------------------------------------------

NEW = "four words without sense"
CHANGE = {"old_password": PASSWORD, "new_password": NEW, "new_password_again": NEW}


def test_a_new_password_takes_the_old_one_and_ends_other_sign_ins(as_person, cast):
    here, elsewhere = as_person(cast.buyer), as_person(cast.buyer)
    assert here.post("/me/password/", CHANGE).status_code == 302
    assert here.get(URL).status_code == 200
    assert elsewhere.get(URL).status_code == 302
    cast.buyer.refresh_from_db()
    assert cast.buyer.check_password(NEW)


@pytest.mark.parametrize(
    "change",
    [
        {"old_password": "wrong"},
        {"new_password_again": "other"},
        {"new_password": "short", "new_password_again": "short"},
    ],
)
def test_a_bad_password_change_changes_nothing(as_person, cast, change):
    assert as_person(cast.buyer).post("/me/password/", CHANGE | change).status_code == 422
    cast.buyer.refresh_from_db()
    assert cast.buyer.check_password(PASSWORD)


def test_guessing_the_old_password_is_slowed_down(as_person, cast):
    client = as_person(cast.buyer)
    for _ in range(10):
        client.post("/me/password/", CHANGE | {"old_password": "wrong"})
    assert "Too many tries" in client.post("/me/password/", CHANGE).content.decode()


# --- sign-ins --------------------------------------------------------------------------------------------------------


def test_other_sign_ins_are_listed_and_can_be_ended(as_person, cast):
    here, elsewhere = as_person(cast.buyer), as_person(cast.buyer)
    session = elsewhere.session
    session["browser"] = "Firefox, Windows"
    session.save()
    other = SignIn.objects.get(browser="Firefox, Windows")
    page = here.get(URL).content.decode()
    assert "Firefox, Windows" in page and other.session_key not in page
    assert here.post(reverse("people:sign_in_end", args=[other.public_id])).status_code == 302
    assert elsewhere.get(URL).status_code == 302
    assert here.get(URL).status_code == 200


# --- tokens ----------------------------------------------------------------------------------------------------------


def test_a_token_is_shown_once_and_works_until_revoked(as_person, cast, client):
    own = as_person(cast.buyer)
    data = {"name": "Nightly sync", "days": "30", "idempotency_key": "k1"}
    page = own.post("/me/tokens/", data).content.decode()
    secret = re.search(r"tlk_[\w-]{43}", page).group()
    kept = str(list(ApiToken.objects.values())) + str([bytes(row.body) for row in AnsweredWrite.objects.all()])
    assert secret not in kept
    again = own.post("/me/tokens/", data)
    assert again.status_code == 409 and secret not in again.content.decode()
    assert ApiToken.objects.count() == 1
    assert secret not in own.get(URL).content.decode()

    header = {"Authorization": f"Bearer {secret}"}
    assert client.get("/api/v1/me/", headers=header).json()["email"] == cast.buyer.email
    assert client.get("/me/", headers=header).status_code == 302, "tokens are for the API"
    own.post(reverse("people:token_revoke", args=[ApiToken.objects.get().pk]))
    assert client.get("/api/v1/me/", headers=header).status_code == 401


def test_a_token_is_no_way_in_for_a_removed_person(cast, client):
    _token, secret = my_token_create(actor=cast.buyer, name="x", days=30)
    Person.objects.filter(pk=cast.buyer.pk).update(is_active=False)
    assert client.get("/api/v1/me/", headers={"Authorization": f"Bearer {secret}"}).status_code == 401


@pytest.mark.parametrize("data", [{"name": "", "days": "30"}, {"name": "x", "days": "9999"}, {"name": "x"}])
def test_bad_token_forms(as_person, cast, data):
    assert as_person(cast.buyer).post("/me/tokens/", data).status_code == 422
    assert not ApiToken.objects.exists()


def test_the_page_asks_the_same_number_of_questions_for_two_and_for_twenty(
    as_person, cast, django_assert_num_queries, django_assert_max_num_queries
):
    client = as_person(cast.buyer)
    for number in range(2):
        my_token_create(actor=cast.buyer, name=f"t{number}", days=30)
    with django_assert_max_num_queries(12) as few:
        client.get(URL)
    for number in range(18):
        my_token_create(actor=cast.buyer, name=f"u{number}", days=30)
        as_person(cast.buyer)
    with django_assert_num_queries(len(few)):
        client.get(URL)
