"""Which companies and people one may know of, and managing one's own company."""

import pytest
from django.urls import reverse

from portal.activity.models import Activity
from portal.jobs.models import Job
from portal.people.choices import OrganisationRoleName as Role
from portal.people.models import ApiToken, OrganisationRole, Person, SignIn
from portal.people.policies import organisation_policy, person_policy
from portal.people.services import my_token_create
from portal.spaces.models import Participant
from tests.factories.people import OrganisationFactory, OrganisationRoleFactory, PersonFactory

pytestmark = pytest.mark.django_db

LIST = "/organisations/"
PEOPLE = "/organisation/people/"


# --- one policy, one answer ------------------------------------------------------------------------------------------


def test_all_questions_give_one_answer(cast, aurora, borealis, kymi, aava, brattsund):
    for policy, things in (
        (organisation_policy, [kymi, aava, brattsund]),
        (person_policy, [cast.sales, cast.colleague, cast.rival, cast.consult]),
    ):
        for thing in things:
            for action in policy.rules:
                told = set(policy.users_with(action, thing))
                for name, person in cast.everyone().items():
                    seen = policy.visible(person, action).filter(pk=thing.pk).exists()
                    assert policy.can(person, action, thing) is seen, (name, action, thing)
                    assert (person in told) is seen, (name, action, thing)


def test_a_person_without_access_knows_nobody(cast, aurora):
    cast.buyer.is_active = False
    cast.buyer.save()
    assert not organisation_policy.visible(cast.buyer).exists()
    assert not person_policy.visible(cast.buyer).exists()


def test_people_hidden_by_their_side_stay_hidden(cast, aurora):
    Participant.objects.filter(person=cast.field).update(shown_to_other_side=False)
    assert person_policy.can(cast.sales, "view", cast.field)
    assert not person_policy.can(cast.buyer, "view", cast.field)
    assert not organisation_policy.can(cast.buyer, "view", cast.field.organisation)


def test_who_has_left_a_project_is_not_met_there_any_more(cast, aurora):
    assert person_policy.can(cast.sales, "view", cast.director)
    row = Participant.objects.get(person=cast.director)
    row.ends = row.starts
    row.save()
    assert not person_policy.can(cast.sales, "view", cast.director)


def test_a_supplier_role_in_a_customer_company_counts_for_nothing(cast, brattsund):
    OrganisationRoleFactory(person=cast.colleague, organisation=cast.colleague.organisation, role=Role.SELLER)
    assert not organisation_policy.can(cast.colleague, "view", brattsund)


# --- lists -----------------------------------------------------------------------------------------------------------


def test_sellers_find_customers_by_name_and_town(as_person, cast):
    OrganisationFactory(name="Ruovesi Paper", city="Ruovesi")
    OrganisationFactory(name="Vilppula", city="Mänttä")
    client = as_person(cast.sales)
    assert [o.name for o in client.get(LIST, {"q": "ruov"}).context["page"].rows] == ["Ruovesi Paper"]
    assert [o.name for o in client.get(LIST, {"q": "Mänt"}).context["page"].rows] == ["Vilppula"]
    assert "No company you may see" in client.get(LIST, {"q": "zzz"}).content.decode()


def test_a_search_tells_nothing_about_the_rest(as_person, cast, aurora):
    hit = as_person(cast.buyer).get(LIST, {"q": "Brattsund"}).content.decode()
    miss = as_person(cast.buyer).get(LIST, {"q": "Nowheresu"}).content.decode()
    assert len(hit) == len(miss)


@pytest.mark.parametrize("page", ["0", "-1", "x", "999999", "²", ""])
def test_odd_page_numbers(as_person, cast, page):
    assert as_person(cast.sales).get(LIST, {"page": page}).status_code == 200


def test_pages_of_25_keep_the_search(as_person, cast):
    for number in range(30):
        OrganisationFactory(name=f"Board {number:02}")
    page = as_person(cast.sales).get(LIST, {"q": "Board 0"}).context["page"]
    assert len(page.rows) == 10 and not page.next_url
    first = as_person(cast.sales).get(LIST, {"q": "Board"})
    assert len(first.context["page"].rows) == 25
    second = as_person(cast.sales).get(LIST + first.context["page"].next_url).context["page"]
    assert [o.name for o in second.rows] == [f"Board {n}" for n in range(24, 30)] or len(second.rows) == 6
    assert "q=Board" in second.previous_url


@pytest.mark.parametrize("who", ["sales", "buyer", "admin", "consult"])
def test_lists_ask_the_same_number_of_questions(as_person, cast, aurora, aava, django_assert_max_num_queries, who):
    client = as_person(getattr(cast, who))
    detail = reverse("people:organisation", args=[aava.pk])
    counts = []
    for more in (2, 18):
        for _ in range(more):
            PersonFactory(organisation=aava)
            OrganisationFactory()
        taken = []
        for url in (LIST, detail, "/api/v1/organisations/", "/api/v1/people/"):
            with django_assert_max_num_queries(12) as queries:
                assert client.get(url).status_code == 200
            taken.append(len(queries))
        counts.append(taken)
    assert counts[0] == counts[1]


def test_the_page_of_a_company_shows_the_people_one_may_know(as_person, cast, aurora, aava):
    def names(person):
        page = as_person(person).get(reverse("people:organisation", args=[aava.pk])).context["page"]
        return {p.email.split("@")[0] for p in page.rows}

    assert names(cast.sales) == {"buyer", "expert", "director"}
    assert names(cast.othersales) == set()
    assert names(cast.colleague) == {"buyer", "expert", "director", "colleague", "people", "former"}


# --- people of one company -------------------------------------------------------------------------------------------


def test_an_administrator_brings_a_colleague_in(as_person, cast, aava):
    response = as_person(cast.people).post(PEOPLE, {"email": "new@aava.example", "name": "New", "language": "sv"})
    assert response.status_code == 302
    person = Person.objects.get(email="new@aava.example")
    assert (person.organisation, person.language) == (aava, "sv")
    assert Job.objects.filter(kind="people.invitation_mail").count() == 1
    assert Activity.objects.filter(kind="people.invited", subject_id=person.pk).exists()


def test_addresses_of_other_companies_get_the_same_answer_and_nothing_else(as_person, cast):
    client = as_person(cast.people)
    PersonFactory(organisation=cast.rival.organisation, email="old@brattsund.example", can_sign_in=False)
    Person.objects.filter(email="old@brattsund.example").update(password="")
    taken = client.post(PEOPLE, {"email": "old@brattsund.example", "language": "en"}, follow=True).content.decode()
    free = client.post(PEOPLE, {"email": "new@aava.example", "language": "en"}, follow=True).content.decode()
    words = "an invitation is on its way"
    assert words in taken and words in free
    assert not Person.objects.get(email="old@brattsund.example").can_sign_in
    assert Job.objects.count() == 1


def test_bad_invitations_keep_the_input(as_person, cast):
    response = as_person(cast.people).post(PEOPLE, {"email": "no address", "name": "Kept", "language": "en"})
    assert response.status_code == 422 and 'value="Kept"' in response.content.decode()


def test_removing_ends_everything_at_once(as_person, cast):
    theirs = as_person(cast.colleague)
    _token, secret = my_token_create(actor=cast.colleague, name="x", days=30)
    as_person(cast.people).post(reverse("people:colleague_remove", args=[cast.colleague.pk]))
    cast.colleague.refresh_from_db()
    assert not cast.colleague.is_active and not cast.colleague.can_sign_in
    assert not SignIn.objects.filter(person=cast.colleague).exists()
    assert theirs.get("/me/").status_code == 302
    assert theirs.get("/api/v1/me/", headers={"Authorization": f"Bearer {secret}"}).status_code == 401
    assert not ApiToken.objects.filter(person=cast.colleague, revoked=None).exists()


def test_who_was_removed_can_be_brought_back_with_a_new_password(as_person, cast):
    client = as_person(cast.people)
    client.post(reverse("people:colleague_remove", args=[cast.colleague.pk]))
    client.post(PEOPLE, {"email": cast.colleague.email, "language": "en"})
    cast.colleague.refresh_from_db()
    assert cast.colleague.may_sign_in and not cast.colleague.has_password
    assert Job.objects.count() == 1


def test_roles_of_the_own_company_are_set_and_taken(as_person, cast):
    client, url = as_person(cast.people), reverse("people:colleague_role", args=[cast.colleague.pk])
    client.post(url, {"role": "people_administrator"})
    assert as_person(cast.colleague).get(PEOPLE).status_code == 200
    client.post(url, {"role": "member"})
    assert as_person(cast.colleague).get(PEOPLE).status_code == 403
    client.post(url, {"role": "people_administrator"})
    assert as_person(cast.colleague).get(PEOPLE).status_code == 200


@pytest.mark.parametrize("role", ["seller", "installation_administrator", "", "x"])
def test_no_other_role_is_given(as_person, cast, role):
    url = reverse("people:colleague_role", args=[cast.colleague.pk])
    assert as_person(cast.people).post(url, {"role": role}).status_code == 422
    assert set(OrganisationRole.objects.filter(person=cast.colleague).values_list("role", flat=True)) == {"member"}


@pytest.mark.parametrize("step", ["role", "remove"])
def test_nobody_locks_themselves_out(as_person, cast, step):
    url = reverse(f"people:colleague_{step}", args=[cast.people.pk])
    assert as_person(cast.people).post(url, {"role": "member"}).status_code == 422
    assert as_person(cast.people).get(PEOPLE).status_code == 200


@pytest.mark.parametrize("step", ["role", "remove", "invite_again"])
def test_people_of_other_companies_are_out_of_reach(as_person, cast, aurora, step):
    url = reverse(f"people:colleague_{step}", args=[cast.rival.pk])
    assert as_person(cast.people).post(url, {"role": "member"}).status_code == 404


def test_the_administrator_learns_of_no_project(as_person, cast, aurora):
    assert "AURORA" not in as_person(cast.people).get(PEOPLE).content.decode()


def test_a_second_link_goes_only_to_who_has_no_password_yet(as_person, cast, aava):
    client = as_person(cast.people)
    client.post(reverse("people:colleague_invite_again", args=[cast.colleague.pk]))
    assert not Job.objects.exists()
    fresh = PersonFactory(organisation=aava)
    fresh.set_unusable_password()
    fresh.save()
    client.post(reverse("people:colleague_invite_again", args=[fresh.pk]))
    assert Job.objects.count() == 1


def test_the_page_of_people_asks_the_same_number_of_questions(as_person, cast, aava, django_assert_max_num_queries):
    client = as_person(cast.people)
    counts = []
    for more in (2, 18):
        for _ in range(more):
            PersonFactory(organisation=aava)
        with django_assert_max_num_queries(12) as queries:
            client.get(PEOPLE)
        counts.append(len(queries))
    assert counts[0] == counts[1]
