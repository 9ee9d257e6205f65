"""The plan's page, its beginning, Home, and the PDF."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coop_plan.plans import pdf
from coop_plan.plans.choices import RowKind
from coop_plan.plans.models import CoopPlan, PlanPdf, PlanVisit
from coop_plan.plans.services import plan_change, row_change
from documents.models import Receipt
from portal.activity.models import Activity
from portal.jobs.errors import GiveUp
from portal.jobs.models import Job
from portal.people.choices import Language
from portal.spaces.choices import Side
from portal.spaces.models import Participant
from tests.conftest import seat
from tests.counting import queries_of
from tests.factories.plans import row_of

pytestmark = pytest.mark.django_db

READERS = {"sales", "tech", "pricing", "kam", "buyer", "expert", "director", "consult"}


def page_of(plan):
    return reverse("plans:detail", args=[plan.pk])


def everything(plan, cast):
    objective = row_of(plan, cast.kam, RowKind.OBJECTIVE)
    row_of(plan, cast.buyer, RowKind.STATEMENT, text="Quotations within two days", kind="expectation")
    row_of(plan, cast.kam, RowKind.STATEMENT, text="One yearly agreement")
    row_of(plan, cast.kam, RowKind.ACTION, objective=objective.pk)
    row_of(plan, cast.kam, RowKind.CLOCK_EVENT)


def test_one_page_tells_the_whole_plan(cast, as_person, polaris):
    everything(polaris, cast)
    plan_change(actor=cast.director, plan=polaris, version=1, values={"vision": "The most reliable line"})
    text = as_person(cast.buyer).get(page_of(polaris)).content.decode()
    for words in (
        "The most reliable line", "Quotations within two days", "One yearly agreement", "Stops of line 3", "120", "24",
        "Agree on wear parts", "Steering group", "March", "Dagmar Holm", "Only people of Aava Board write here",
    ):  # fmt: skip
        assert words in text, words
    assert '<svg class="clock"' in text
    assert "style=" not in text


def test_who_reads_the_plan(cast, as_person, polaris):
    for name, person in cast.everyone().items():
        client, expected = as_person(person), 200 if name in READERS else 404
        for page in (
            page_of(polaris),
            reverse("plans:history", args=[polaris.pk]),
            reverse("plans:pdf", args=[polaris.pk]),
        ):
            assert client.get(page).status_code == expected, (name, page)
        listed = polaris.name in client.get(reverse("plans:list")).content.decode()
        assert listed == (name in READERS), name


def test_a_reader_gets_no_forms(cast, as_person, polaris):
    everything(polaris, cast)
    text = as_person(cast.pricing).get(page_of(polaris)).content.decode()
    assert "Add the action" not in text
    assert "/edit/" not in text
    assert as_person(cast.pricing).post(reverse("plans:vision", args=[polaris.pk]), {"vision": "x"}).status_code == 403


def test_the_page_asks_the_same_whatever_the_size(cast, as_person, polaris):
    client = as_person(cast.kam)
    everything(polaris, cast)
    row_of(polaris, cast.kam, RowKind.ACTION, owner=cast.buyer.pk)
    PlanVisit.objects.create(plan=polaris, person=cast.kam, last=timezone.now(), before=timezone.now() - timedelta(1))
    few = queries_of(client, page_of(polaris))
    for number in range(20):
        owner = cast.buyer if number % 2 else cast.expert
        row_of(polaris, cast.sales, RowKind.ACTION, title=f"Action {number}", owner=owner.pk)
        row_of(polaris, cast.kam, RowKind.OBJECTIVE)
        row_of(polaris, cast.kam, RowKind.CLOCK_EVENT)
    assert queries_of(client, page_of(polaris)) == few
    assert few <= 12
    listed = reverse("plans:list")
    assert queries_of(client, listed) <= 4


def test_what_moved_since_the_last_visit_is_marked(cast, as_person, polaris):
    mine = row_of(polaris, cast.kam, RowKind.ACTION, title="My own")
    theirs = row_of(polaris, cast.buyer, RowKind.ACTION, title="Of the buyer")
    client = as_person(cast.kam)
    assert "since your last visit" not in client.get(page_of(polaris)).content.decode()
    PlanVisit.objects.filter(person=cast.kam).update(last=timezone.now() - timedelta(hours=1))
    row_change(actor=cast.buyer, row=theirs, version=1, values={"state": "doing"})
    row_change(actor=cast.kam, row=mine, version=1, values={"state": "doing"})
    page = client.get(page_of(polaris))
    moved = {view.row.pk for view in page.context["page"].actions if view.moved}
    assert moved == {theirs.pk}
    again = client.get(page_of(polaris)).context["page"]
    assert again.moved == 1, "the mark stays for the length of the visit"


def test_a_visit_is_noted_once_in_five_minutes(cast, as_person, polaris):
    client = as_person(cast.kam)
    client.get(page_of(polaris))
    first = PlanVisit.objects.get()
    client.get(page_of(polaris))
    assert PlanVisit.objects.get().last == first.last
    assert first.before is None


def test_vision_and_settings(cast, as_person, polaris):
    vision, arrange = (reverse(f"plans:{name}", args=[polaris.pk]) for name in ("vision", "settings"))
    assert as_person(cast.expert).post(vision, {"vision": "Together", "version": 1}).status_code == 302
    answer = as_person(cast.buyer).post(vision, {"vision": "Alone", "version": 1})
    assert answer.status_code == 412
    assert "Together" in answer.content.decode()
    form = {"name": "Line 3", "horizon_months": 36, "agreed_by": "D. Holm", "agreed_on": "2026-10-01", "version": 2}
    assert as_person(cast.expert).post(arrange, form).status_code == 403
    assert as_person(cast.buyer).post(arrange, {**form, "horizon_months": 0}).status_code == 422
    assert as_person(cast.buyer).post(arrange, form).status_code == 302
    polaris.refresh_from_db()
    assert (polaris.name, polaris.vision, polaris.agreed_on) == ("Line 3", "Together", date(2026, 10, 1))
    assert polaris.agreement_recorded_by == cast.buyer


# --- starting a plan -------------------------------------------------------------------------------------------------


def start_form(cast, **more):
    return {
        "name": "Line 3 to 97 %", "code_name": "POLARIS", "horizon_months": "24", "agreed_by": "Dagmar Holm",
        "agreed_on": "2026-09-01", f"role-{cast.buyer.pk}": "purchase_lead",
        f"role-{cast.tech.pk}": "technology_manager",
        **more,
    }  # fmt: skip


def test_a_plan_starts_from_the_account_with_both_sides(cast, as_person, account):
    address = f"{reverse('plans:create')}?account={account.pk}"
    assert as_person(cast.kam).get(address).status_code == 200
    answer = as_person(cast.kam).post(address, start_form(cast))
    plan = CoopPlan.objects.get()
    assert answer["Location"] == page_of(plan)
    assert (plan.space.kind, plan.space.code_name, plan.agreed_by) == ("plan", "POLARIS", "Dagmar Holm")
    seats = {(p.person, p.side, p.role_id) for p in Participant.objects.filter(space=plan.pk)}
    assert seats == {
        (cast.kam, Side.SUPPLIER, "key_account_manager"),
        (cast.tech, Side.SUPPLIER, "technology_manager"),
        (cast.buyer, Side.CUSTOMER, "purchase_lead"),
    }
    assert Activity.objects.filter(kind="plans.created", space=plan.pk).exists()


def test_a_plan_needs_somebody_of_the_customer(cast, as_person, account):
    address = f"{reverse('plans:create')}?account={account.pk}"
    answer = as_person(cast.kam).post(address, start_form(cast, **{f"role-{cast.buyer.pk}": ""}))
    assert answer.status_code == 422
    assert "Line 3 to 97 %" in answer.content.decode()
    assert not CoopPlan.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"agreed_on": "yesterday"}, {"code_name": "x" * 41}, {"horizon_months": "-1"}]
)
def test_a_bad_beginning_is_refused(cast, as_person, account, wrong):
    address = f"{reverse('plans:create')}?account={account.pk}"
    assert as_person(cast.kam).post(address, start_form(cast, **wrong)).status_code == 422


def test_who_may_start_a_plan(cast, as_person, account):
    address = f"{reverse('plans:create')}?account={account.pk}"
    expected = {"kam": 200, "sales": 200, "tech": 403, "pricing": 403}
    for name, person in cast.everyone().items():
        assert as_person(person).get(address).status_code == expected.get(name, 404), name
    assert as_person(cast.kam).get(reverse("plans:create")).status_code == 404
    assert as_person(cast.kam).get(reverse("plans:create") + "?account=nonsense").status_code == 404


def test_a_project_is_no_account(cast, as_person, aurora):
    assert as_person(cast.kam).get(f"{reverse('plans:create')}?account={aurora.pk}").status_code == 404


# --- Home ------------------------------------------------------------------------------------------------------------


def test_home_tells_my_actions_dates_and_plans(cast, as_person, polaris):
    today = timezone.localdate()
    row_of(polaris, cast.kam, RowKind.ACTION, title="Late one", owner=cast.buyer.pk, due=today - timedelta(days=3))
    row_of(polaris, cast.kam, RowKind.ACTION, title="Of another", owner=cast.expert.pk, due=today)
    coming = today + timedelta(days=10)
    row_of(polaris, cast.kam, RowKind.CLOCK_EVENT, title="Review day", month=coming.month, day=coming.day)
    text = as_person(cast.buyer).get(reverse("home:home")).content.decode()
    assert "Late one" in text
    waiting = text[text.index("Waits for me") : text.index("New since")]
    assert "Of another" not in waiting
    assert "Review day" in text
    assert "POLARIS" in text
    assert "POLARIS" not in as_person(cast.colleague).get(reverse("home:home")).content.decode()


def test_an_action_waits_until_the_end_of_its_day(cast, polaris):
    from coop_plan.plans import home

    day = date(2026, 12, 1)
    row_of(polaris, cast.kam, RowKind.ACTION, owner=cast.buyer.pk, due=day)
    item = home.waiting(cast.buyer)[0]
    assert item.due.date() == day
    assert item.due > datetime(2026, 12, 1, 23, 59, tzinfo=item.due.tzinfo)


# --- PDF -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def printer(monkeypatch):
    calls = []

    def render(**given):
        calls.append(given)
        return b"%PDF-1.7 of a test"

    monkeypatch.setattr(pdf, "render_pdf", render)
    return calls


def test_the_pdf_is_made_once_and_downloaded_with_a_receipt(cast, as_person, polaris, printer):
    client, address = as_person(cast.buyer), reverse("plans:pdf", args=[polaris.pk])
    for _twice in range(2):
        assert client.post(address).status_code == 302
    job = Job.objects.get()
    assert job.key.endswith(":en")
    pdf.make(job)
    pdf.make(job)
    assert len(printer) == 1
    made = PlanPdf.objects.get()
    assert client.post(address)["Location"] == reverse("plans:pdf_file", args=[polaris.pk, made.pk])
    answer = client.get(reverse("plans:pdf_file", args=[polaris.pk, made.pk]))
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 of a test"
    assert "attachment" in answer["Content-Disposition"]
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert Receipt.objects.filter(person=cast.buyer, revision_id=made.pk, how="downloaded").count() == 1


def test_another_text_day_or_language_is_another_pdf(cast, polaris, printer):
    first = pdf.printed(plan=polaris).key("en")
    assert pdf.printed(plan=polaris).key("en") == first
    assert pdf.printed(plan=polaris).key("fi") != first
    row_of(polaris, cast.kam, RowKind.ACTION)
    assert pdf.printed(plan=polaris).key("en") != first


def test_the_work_asks_again_whether_the_asker_may_read(cast, as_person, polaris, printer):
    as_person(cast.buyer).post(reverse("plans:pdf", args=[polaris.pk]))
    Participant.objects.filter(space=polaris.pk, person=cast.buyer).update(ends=timezone.now())
    with pytest.raises(GiveUp):
        pdf.make(Job.objects.get())
    assert not printer


def test_who_downloads_the_pdf(cast, as_person, polaris, printer):
    as_person(cast.buyer).post(reverse("plans:pdf", args=[polaris.pk]))
    pdf.make(Job.objects.get())
    address = reverse("plans:pdf_file", args=[polaris.pk, PlanPdf.objects.get().pk])
    for name, person in cast.everyone().items():
        assert as_person(person).get(address).status_code == (200 if name in READERS else 404), name


def test_the_real_paper_says_what_the_plan_says(cast, as_person, polaris):
    pypdfium2 = pytest.importorskip("pypdfium2")
    everything(polaris, cast)
    cast.buyer.language = Language.ENGLISH
    as_person(cast.buyer).post(reverse("plans:pdf", args=[polaris.pk]))
    pdf.make(Job.objects.get())
    document = pypdfium2.PdfDocument(PlanPdf.objects.get().blob.path)
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    for words in ("Line 3 to 97 %", "POLARIS", "Agree on wear parts", "Quotations within two days", "Steering group"):
        assert words in text, words


def test_a_person_who_left_sees_nothing_of_the_plan(cast, as_person, polaris):
    newcomer = cast.colleague
    seat(newcomer, polaris.space, Side.CUSTOMER, "technical_expert")
    assert as_person(newcomer).get(page_of(polaris)).status_code == 200
    Participant.objects.filter(person=newcomer).update(ends=timezone.now())
    assert as_person(newcomer).get(page_of(polaris)).status_code == 404
