"""The door: who gets in, what strangers learn, how guessing is slowed down, when a sign-in ends."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.activity.models import Activity
from portal.people.models import FailedTry, Person, SignIn
from portal.people.throttle import network_of
from tests.factories.people import PASSWORD, PersonFactory

pytestmark = pytest.mark.django_db

URL = "/sign-in/"


def sign_in(client, email, password=PASSWORD, **more):
    return client.post(URL, {"email": email, "password": password, **more})


def test_the_right_password_opens_the_door(client, cast):
    response = sign_in(client, "  Buyer@AAVA.example ", next="/me/?a=1")
    assert (response.status_code, response["Location"]) == (302, "/me/?a=1")
    assert client.get("/me/").status_code == 200
    assert Activity.objects.filter(kind="people.signed_in", subject_id=cast.buyer.pk).exists()


def test_a_session_key_from_before_is_not_kept(client, cast):
    client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    sign_in(client, cast.buyer.email)
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != "a" * 32


@pytest.mark.parametrize("email", ["buyer@aava.example", "nobody@aava.example", "contact@aava.example"])
def test_known_and_unknown_accounts_cost_one_hash_and_get_one_answer(client, cast, aava, monkeypatch, email):
    PersonFactory(organisation=aava, email="contact@aava.example", can_sign_in=False)
    Person.objects.filter(email="contact@aava.example").update(password="")
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *a, **k: hashed.append(1) or encode(*a, **k))
    response = sign_in(client, email, "wrong wrong wrong")
    assert response.status_code == 422
    assert len(hashed) == 1
    text = response.content.decode()
    assert "The e-mail or the password is wrong." in text
    assert email in text, "what was typed stays"
    assert "wrong wrong wrong" not in text


@pytest.mark.parametrize("field", ["is_active", "can_sign_in"])
def test_who_may_not_sign_in_gets_the_same_answer(client, cast, field):
    setattr(cast.buyer, field, False)
    cast.buyer.save()
    assert sign_in(client, cast.buyer.email).status_code == 422


@pytest.mark.parametrize("data", [{}, {"email": "", "password": ""}, {"email": "x" * 300, "password": "y" * 300}])
def test_empty_and_endless_input_is_refused(client, data):
    assert client.post(URL, data).status_code == 422


def test_an_account_is_slowed_down_and_never_locked(client, cast):
    for _ in range(10):
        assert sign_in(client, cast.buyer.email, "wrong").status_code == 422
    response = sign_in(client, cast.buyer.email)
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 900
    assert "Wait 15 minutes" in response.content.decode()
    assert sign_in(Client(), cast.expert.email).status_code == 302, "other accounts are not touched"
    FailedTry.objects.update(window_start=timezone.now() - timedelta(minutes=16))
    assert sign_in(client, cast.buyer.email).status_code == 302


def test_an_unknown_account_is_slowed_down_the_same_way(client, db):
    statuses = [sign_in(client, "nobody@aava.example", "wrong").status_code for _ in range(11)]
    assert statuses == [422] * 10 + [429]


def test_an_address_is_slowed_down_over_all_accounts(cast):
    guesser = Client(REMOTE_ADDR="2001:db8:1:2::1")
    for number in range(60):
        sign_in(guesser, f"nobody{number}@aava.example", "wrong")
    neighbour = Client(REMOTE_ADDR="2001:db8:1:2:ffff::9")
    assert sign_in(neighbour, cast.buyer.email).status_code == 429
    assert sign_in(Client(REMOTE_ADDR="2001:db8:1:3::1"), cast.buyer.email).status_code == 302


def test_a_right_try_does_not_count(client, cast):
    for _ in range(9):
        sign_in(client, cast.buyer.email, "wrong")
    assert sign_in(client, cast.buyer.email).status_code == 302
    assert FailedTry.objects.get(bucket__contains="address").count == 9
    assert not FailedTry.objects.filter(bucket__contains="account").exists()


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("", "unknown"),
    ],
)
def test_networks(address, network):
    assert network_of(address) == network


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "/sign-in/", "", "me"],
)
def test_next_stays_on_this_site(client, cast, target):
    assert sign_in(client, cast.buyer.email, next=target)["Location"] == "/"


def test_demo_people_are_offered_in_demo_mode_only(client, cast, settings):
    text = client.get(URL).content.decode()
    assert "Sign in as Buyer" in text and "field@saimaflow.example" in text
    settings.PORTAL_DEMO = False
    text = client.get(URL).content.decode()
    assert PASSWORD not in text and "buyer@aava.example" not in text


def test_sign_out_takes_a_post(client, cast):
    sign_in(client, cast.buyer.email)
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/")["Location"] == URL
    assert client.get("/me/").status_code == 302
    assert not SignIn.objects.filter(person=cast.buyer).exists()


# --- how long it lasts -----------------------------------------------------------------------------------------------


def put_back(client, minutes):
    session = client.session
    session["seen"] = (timezone.now() - timedelta(minutes=minutes)).isoformat()
    session.save()


def test_a_sign_in_ends_after_an_hour_without_use(as_person, cast):
    client = as_person(cast.buyer)
    put_back(client, 59)
    assert client.get("/me/").status_code == 200
    put_back(client, 61)
    assert client.get("/me/")["Location"] == "/sign-in/?next=%2Fme%2F"
    assert not SignIn.objects.filter(person=cast.buyer).exists()


def test_polling_is_no_use(as_person, cast):
    client = as_person(cast.buyer)
    put_back(client, 50)
    client.get("/me/", headers={"HX-Polling": "true"})
    assert timezone.now() - SignIn.objects.get(person=cast.buyer).seen > timedelta(minutes=49)
    client.get("/me/")
    assert timezone.now() - SignIn.objects.get(person=cast.buyer).seen < timedelta(minutes=1)


def test_a_sign_in_ends_after_twelve_hours_in_any_case(as_person, cast):
    client = as_person(cast.buyer)
    put_back(client, 5)
    client.get("/me/")
    row = SignIn.objects.get(person=cast.buyer)
    assert abs(row.expire_date - row.started - timedelta(hours=12)) < timedelta(seconds=5)
    row.expire_date = timezone.now() - timedelta(seconds=1)
    row.save()
    assert client.get("/me/").status_code == 302


def test_a_removed_person_is_out_at_the_next_click(as_person, cast):
    client = as_person(cast.buyer)
    cast.buyer.is_active = False
    cast.buyer.save()
    assert client.get("/me/").status_code == 302


# --- written for too long --------------------------------------------------------------------------------------------

TEXT = "Can the headbox be <delivered> in\nweek 34?"


@pytest.fixture
def late(cast):
    """A browser whose sign-in ended while a form was open, CSRF checked as on the real site."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.buyer)
    page = client.get("/me/")
    client.csrf = page.context["csrf_token"]
    put_back(client, 61)
    return client


def test_a_late_form_shows_what_was_written(late):
    data = {"body": TEXT, "csrfmiddlewaretoken": late.csrf, "new_password": "secret secret secret", "version": "3"}
    response = late.post("/me/", data, headers={"Referer": "http://testserver/me/?tab=2"})
    page = response.content.decode()
    assert response.status_code == 403
    assert "Can the headbox be &lt;delivered&gt; in\nweek 34?" in page
    assert "/sign-in/?next=%2Fme%2F%3Ftab%3D2" in page
    assert "secret secret" not in page


def test_nothing_foreign_is_shown(late):
    response = late.post("/me/", {"body": TEXT})
    assert response.status_code == 302 and "headbox" not in response.content.decode()


def test_a_late_htmx_form_goes_to_the_sign_in_and_back_to_its_page(late):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/me/", "X-CSRFToken": late.csrf}
    response = late.post("/me/", {"body": TEXT}, headers=headers)
    assert (response.status_code, response["HX-Redirect"]) == (401, "/sign-in/?next=%2Fme%2F")


def test_a_late_button_without_text_goes_straight_to_the_sign_in(late):
    referer = {"Referer": "http://evil.example/"}
    response = late.post("/me/", {"csrfmiddlewaretoken": late.csrf, "state": "on"}, headers=referer)
    assert response["Location"] == "/sign-in/?next=%2F"


# --- language and open pages -----------------------------------------------------------------------------------------


def test_language_before_sign_in_is_a_cookie(client, db):
    response = client.post(reverse("people:language"), {"language": "fi", "next": "/support/"})
    assert response["Location"] == "/support/"
    assert client.get("/support/")["Content-Language"] == "fi"


def test_language_after_sign_in_belongs_to_the_person(as_person, cast):
    as_person(cast.buyer).post(reverse("people:language"), {"language": "sv", "next": "/me/"})
    cast.buyer.refresh_from_db()
    assert cast.buyer.language == "sv"


def test_an_unknown_language_changes_nothing(as_person, cast):
    as_person(cast.buyer).post(reverse("people:language"), {"language": "xx"})
    cast.buyer.refresh_from_db()
    assert cast.buyer.language == "en"


@pytest.mark.parametrize("path", ["/support/", "/privacy/", "/reset/", "/sign-in/"])
def test_open_pages_need_no_sign_in(client, db, path):
    assert client.get(path).status_code == 200


def test_strangers_cannot_tell_which_paths_exist(client, cast, aurora):
    here, nowhere = client.get("/me/"), client.get("/xy/")
    assert (here.status_code, nowhere.status_code) == (302, 302)
    assert here["Location"].replace("me", "xy") == nowhere["Location"]
    assert client.get("/api/v1/me/").status_code == client.get("/api/v1/nothing/").status_code == 401


def test_unknown_paths_are_answered_and_noted_like_foreign_ids(as_person, cast):
    client = as_person(cast.rival)
    foreign = client.get(reverse("people:organisation", args=[cast.buyer.organisation_id]))
    unknown = client.get(f"/nothing/{cast.buyer.organisation_id}/")
    assert foreign.status_code == unknown.status_code == 404
    assert foreign.context["detail"] == unknown.context["detail"]
    denied = Activity.objects.filter(kind="access.denied")
    assert [row.data["status"] for row in denied] == [404, 404]
