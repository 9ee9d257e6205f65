"""The same things for programs, and the description of all of them."""

import pytest
from django.core.management import CommandError, call_command

from portal.people.models import ApiToken
from tests.factories.people import OrganisationFactory

pytestmark = pytest.mark.django_db


def test_me_is_read_and_changed_with_if_match(as_person, cast):
    client = as_person(cast.buyer)
    answer = client.get("/api/v1/me/")
    assert answer["ETag"] == '"1"'
    assert answer.json()["email"] == cast.buyer.email and "password" not in answer.json()

    def patch(body, tag='"1"'):
        return client.patch("/api/v1/me/", body, content_type="application/json", headers={"If-Match": tag})

    assert patch({"job_title": "Lead"}).json()["version"] == 2
    stale = patch({"job_title": "Other"})
    assert (stale.status_code, stale["Content-Type"]) == (412, "application/problem+json")
    assert stale.json()["current_version"] == 2
    assert patch({"time_zone": "Atlantis"}, '"2"').status_code == 422
    assert patch({"language": "xx"}, '"2"').json()["errors"]["language"]
    assert patch({"job_title": "x"}, "").status_code == 422


def test_what_is_not_ones_own_to_change_is_ignored(as_person, cast):
    body = {"email": "x@y.example", "is_active": False, "organisation": None, "name": "B"}
    client = as_person(cast.buyer)
    client.patch("/api/v1/me/", body, content_type="application/json", headers={"If-Match": '"1"'})
    cast.buyer.refresh_from_db()
    assert (cast.buyer.email, cast.buyer.is_active, cast.buyer.name) == ("buyer@aava.example", True, "B")


def test_lists_page_by_cursor_and_filter(as_person, cast, aurora, aava):
    for _ in range(30):
        OrganisationFactory()
    client = as_person(cast.sales)
    first = client.get("/api/v1/organisations/").json()
    assert len(first["results"]) == 25 and first["next"]
    second = client.get(first["next"]).json()
    assert not {o["id"] for o in first["results"]} & {o["id"] for o in second["results"]}
    assert len(client.get("/api/v1/organisations/?page_size=1000").json()["results"]) <= 100
    (found,) = client.get("/api/v1/organisations/?search=Aava").json()["results"]
    assert found["id"] == str(aava.pk)
    people = client.get(f"/api/v1/people/?organisation={aava.pk}").json()["results"]
    assert {p["email"].split("@")[0] for p in people} == {"buyer", "expert", "director"}
    assert client.get("/api/v1/people/?organisation=x").status_code == 422


def test_tokens(as_person, cast, client):
    own = as_person(cast.buyer)
    made = own.post("/api/v1/tokens/", {"name": "sync", "days": 7}, content_type="application/json")
    assert made.status_code == 201
    token = made.json()
    assert [t["name"] for t in own.get("/api/v1/tokens/").json()["results"]] == ["sync"]
    assert "secret" not in own.get("/api/v1/tokens/").json()["results"][0]
    header = {"Authorization": f"Bearer {token['secret']}"}
    assert client.get("/api/v1/me/", headers=header).status_code == 200
    assert client.delete(f"/api/v1/tokens/{token['id']}/", headers=header).status_code == 204
    assert client.get("/api/v1/me/", headers=header).status_code == 401


@pytest.mark.parametrize("body", [{}, {"name": ""}, {"name": "x", "days": 0}, {"name": "x", "days": 366}, []])
def test_bad_token_bodies(as_person, cast, body):
    answer = as_person(cast.buyer).post("/api/v1/tokens/", body, content_type="application/json")
    assert answer.status_code == 422 and answer["Content-Type"] == "application/problem+json"


def test_a_body_that_is_no_json(as_person, cast):
    answer = as_person(cast.buyer).post("/api/v1/tokens/", "{", content_type="application/json")
    assert answer.status_code == 400 and answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer x", "Bearer tlk_x", "Basic tlk_x", "Bearer tlk_ä"])
def test_bad_tokens_open_nothing(client, db, header):
    answer = client.get("/api/v1/me/", headers={"Authorization": header})
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert answer["Content-Type"] == "application/problem+json"


def test_a_session_needs_the_csrf_token_and_a_bearer_does_not(cast):
    from django.test import Client

    from portal.people.services import my_token_create

    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.buyer)
    body = {"data": {"name": "x"}, "content_type": "application/json"}
    assert client.post("/api/v1/tokens/", **body).status_code == 403
    _token, secret = my_token_create(actor=cast.buyer, name="x", days=1)
    stranger = Client(enforce_csrf_checks=True, headers={"Authorization": f"Bearer {secret}"})
    assert stranger.post("/api/v1/tokens/", **body).status_code == 201


# --- the description -------------------------------------------------------------------------------------------------


def test_the_schema_tells_of_shared_headers_and_errors(as_person, cast):
    schema = as_person(cast.buyer).get("/api/v1/schema/?format=json").json()
    assert schema["openapi"].startswith("3.1")
    patch = schema["paths"]["/api/v1/me/"]["patch"]
    assert "If-Match" in {p["name"] for p in patch["parameters"]}
    assert patch["responses"]["412"]["content"]["application/problem+json"]["schema"]["$ref"].endswith("/Problem")
    post = schema["paths"]["/api/v1/tokens/"]["post"]
    assert "Idempotency-Key" in {p["name"] for p in post["parameters"]}
    assert "404" in schema["paths"]["/api/v1/people/{id}/"]["get"]["responses"]


def test_the_page_names_every_endpoint(as_person, cast):
    client = as_person(cast.buyer)
    page = client.get("/api/").content.decode()
    for path in client.get("/api/v1/schema/?format=json").json()["paths"]:
        assert path.replace("<", "&lt;") in page
    assert "<script>" not in page and " style=" not in page


# --- the command line ------------------------------------------------------------------------------------------------


def test_the_token_command_prints_a_token_that_works(cast, client, capsys):
    call_command("token", " Buyer@aava.example")
    secret = capsys.readouterr().out.strip()
    answer = client.get("/api/v1/me/", headers={"Authorization": f"Bearer {secret}"})
    assert answer.json()["email"] == cast.buyer.email


@pytest.mark.parametrize("arguments", [["nobody@aava.example"], ["buyer@aava.example", "--days", "0"]])
def test_the_token_command_refuses(cast, arguments):
    with pytest.raises(CommandError):
        call_command("token", *arguments)
    assert not ApiToken.objects.exists()


def test_the_first_administrator_of_an_installation(db, client, capsys):
    call_command("administrator", "first@kymi.example", "--name", "First", "--organisation", "Kymi Machinery")
    link = capsys.readouterr().out.strip()
    password = "four words without sense"
    form = {"name": "First", "password": password, "password_again": password}
    assert client.post("/invitation/" + link.split("/invitation/")[1], form).status_code == 302
    assert client.get("/organisation/people/").status_code == 200
    with pytest.raises(CommandError):
        call_command("administrator", "no address", "--organisation", "Kymi Machinery")
