"""Who sees which quotation, which fields of it, and what a page costs."""

from datetime import timedelta
from decimal import Decimal as D

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from documents.models import Receipt
from portal.access.grants import deny, grant
from portal.access.models import Denial
from portal.spaces.choices import History, Right, Side
from portal.spaces.models import Participant
from sales_module.quotations import selectors, services
from sales_module.quotations.models import Quotation, QuotationRevision
from sales_module.quotations.pdf import pdf_context
from sales_module.quotations.policies import quotation_policy
from tests.conftest import seat
from tests.factories.quotations import SECRET_NOTE, draft_quotation, line, sent_quotation

pytestmark = pytest.mark.django_db

READERS = {"sales", "pricing", "kam", "buyer", "director"}
WRITERS = {"sales", "pricing", "kam"}


def url(name, quotation, *more):
    return reverse(f"quotations:{name}", args=[quotation.space_id, quotation.pk, *more])


def test_who_sees_quotations(cast, sent, draft, borealis, as_person):
    rest = [sent.current_id]
    for name, person in cast.everyone().items():
        client = as_person(person)
        expected = 200 if name in READERS else 404
        for address in (
            reverse("quotations:list", args=[sent.space_id]),
            url("quotation", sent),
            url("revision", sent, *rest),
            url("totals", sent, *rest),
            url("pdf_state", sent, *rest),
            reverse("api_quotation", args=[sent.pk]),
            reverse("api_quotation_questions", args=[sent.pk]),
        ):
            assert client.get(address).status_code == expected, (name, address)
        expected = 200 if name in WRITERS else 404
        for page in ("quotation", "edit", "preview", "send"):
            assert client.get(url(page, draft)).status_code == expected, (name, page)
        assert quotation_policy.can(person, "view", sent) is (name in READERS), name


def test_a_quotation_is_found_only_in_its_own_space(cast, sent, borealis, as_person):
    seat(cast.buyer, borealis, Side.CUSTOMER, "purchase_lead")
    address = reverse("quotations:quotation", args=[borealis.pk, sent.pk])
    assert as_person(cast.buyer).get(address).status_code == 404


def test_cost_and_note_never_reach_the_customer_or_a_guest(cast, sent, as_person):
    grant(policy=quotation_policy, person=cast.field, right=Right.READ, obj=sent)
    grant(policy=quotation_policy, person=cast.consult, right=Right.READ, obj=sent)
    for name in ("buyer", "director", "consult", "field", "sales"):
        client = as_person(getattr(cast, name))
        shown = [
            client.get(url("quotation", sent)),
            client.get(url("revision", sent, sent.current_id)),
            client.get(reverse("api_quotation", args=[sent.pk])),
            client.get(reverse("quotations:list", args=[sent.space_id])),
            client.get(reverse("api_quotations"), {"space": str(sent.space_id)}),
            client.get(url("accept", sent)),
        ]
        text = " ".join(answer.content.decode() for answer in shown)
        assert (SECRET_NOTE in text) is (name == "sales"), name
        assert ("777.77" in text) is (name == "sales"), name
        assert ("internal_note" in text) is (name == "sales"), name


def test_the_pdf_is_made_without_internal_fields(sent):
    assert "777.77" not in str(pdf_context(sent.current, "en"))
    assert SECRET_NOTE not in str(pdf_context(sent.current, "en"))


def test_preview_is_what_the_customer_will_see(cast, draft, as_person):
    page = as_person(cast.sales).get(url("preview", draft)).content.decode()
    assert SECRET_NOTE not in page and "777.77" not in page and "Spare rolls" in page


def test_a_denial_hides_one_quotation(cast, sent, as_person):
    deny(policy=quotation_policy, person=cast.director, obj=sent)
    assert Denial.objects.count() == 1
    assert as_person(cast.director).get(url("quotation", sent)).status_code == 404
    assert cast.director not in selectors.customer_readers(sent)


def test_a_late_joiner_sees_what_is_sent_after_joining(cast, sent, aurora, as_person):
    joined = Participant.objects.filter(person=cast.director)
    joined.update(starts=timezone.now(), joined_history=History.FROM_JOINING)
    client = as_person(cast.director)
    assert client.get(url("quotation", sent)).status_code == 404
    services.new_revision(actor=cast.sales, quotation=sent)
    second = services.quotation_send(actor=cast.sales, quotation=sent, version=1)
    page = client.get(url("quotation", sent))
    assert page.status_code == 200 and b"Revision 1" not in page.content
    assert client.get(url("revision", sent, sent.current_id)).status_code == 404
    assert client.get(url("pdf", sent, sent.current_id)).status_code == 404
    assert client.get(url("revision", sent, second.pk)).status_code == 200


def test_the_customer_does_not_learn_of_the_next_draft(cast, sent, as_person):
    draft = services.new_revision(actor=cast.sales, quotation=sent)
    client = as_person(cast.buyer)
    for answer in (
        client.get(url("quotation", sent)),
        client.get(reverse("quotations:list", args=[sent.space_id])),
        client.get(reverse("api_quotation", args=[sent.pk])),
    ):
        assert "draft" not in answer.content.decode().replace("data-draft", "").replace("ui-draft", "").lower()
    assert client.get(url("revision", sent, draft.pk)).status_code == 404
    assert client.get(reverse("api_quotation_draft", args=[sent.pk])).status_code == 404
    assert client.get(url("edit", sent)).status_code == 403


def test_opening_leaves_one_receipt_of_the_customer_only(cast, sent, as_person):
    for person in (cast.sales, cast.buyer, cast.buyer):
        assert as_person(person).get(url("quotation", sent)).status_code == 200
    as_person(cast.director).head(url("quotation", sent))
    receipt = Receipt.objects.get()
    assert (receipt.person, receipt.revision_id, receipt.how) == (cast.buyer, sent.current_id, "opened")
    page = as_person(cast.sales).get(url("quotation", sent)).content.decode()
    assert "Who has revision 1" in page and page.count("Not opened") == 1
    assert "Who has revision" not in as_person(cast.buyer).get(url("quotation", sent)).content.decode()


def test_superseded_revisions_say_so(cast, sent, as_person):
    old = sent.current_id
    services.new_revision(actor=cast.sales, quotation=sent)
    services.quotation_send(actor=cast.sales, quotation=sent, version=1)
    page = as_person(cast.buyer).get(url("revision", sent, old)).content.decode()
    assert "Revision 1 is not the current one" in page and "Open revision 2" in page
    assert "Accept…" not in page


@pytest.mark.parametrize("who", ["buyer", "sales"])
def test_the_page_costs_at_most_12_queries_for_2_and_20_of_everything(cast, aurora, as_person, who):
    client = as_person(getattr(cast, who))

    def cost(lines, rounds):
        rows = [line(str(n), part_code=f"P{n}", optional=n > 0) for n in range(lines)]
        quotation = sent_quotation(cast.sales, aurora, rows)
        for _ in range(rounds):
            for row in rows:
                question = services.question_ask(actor=cast.buyer, quotation=quotation, line_key=row.line_key, text="?")
                services.question_answer(actor=cast.sales, quotation=quotation, question_id=question.pk, text="!")
        client.get(url("quotation", quotation))
        with CaptureQueriesContext(connection) as counted:
            assert client.get(url("quotation", quotation)).status_code == 200
        return [q["sql"] for q in counted if "SAVEPOINT" not in q["sql"]]

    few, many = cost(2, 1), cost(20, 2)
    assert len(few) == len(many)
    # Session and person apart.
    assert len(many) - 2 <= 12, "\n".join(sql[:150] for sql in many)


def test_the_list_costs_the_same_for_2_and_20(cast, aurora, as_person):
    client, address = as_person(cast.buyer), reverse("quotations:list", args=[aurora.pk])
    api = reverse("api_quotations")
    counts = []
    for number in (2, 18):
        for _ in range(number):
            sent_quotation(cast.sales, aurora)
        with CaptureQueriesContext(connection) as page:
            client.get(address)
        with CaptureQueriesContext(connection) as rows:
            client.get(api)
        counts.append((len(page), len(rows)))
    assert counts[0] == counts[1] and counts[1][0] <= 12


def test_the_list_has_25_a_page(cast, aurora, as_person):
    Quotation.objects.all().delete()
    for _ in range(27):
        draft_quotation(cast.sales, aurora, [line()])
    client, address = as_person(cast.sales), reverse("quotations:list", args=[aurora.pk])
    assert client.get(address).content.decode().count('class="cell-main"') == 25
    assert client.get(address, {"page": "2"}).content.decode().count('class="cell-main"') == 2


def test_the_summary_for_the_project_room(cast, aurora, sent):
    draft_quotation(cast.sales, aurora)
    found = selectors.current_quotation(person=cast.buyer, space_id=aurora.pk)
    assert (found.code, found.revision, found.totals.net) == ("Q-1", 1, D("5930.83"))
    for person in (cast.expert, cast.rival, cast.consult, cast.admin):
        assert selectors.current_quotation(person=person, space_id=aurora.pk) is None


def test_ticked_options_change_the_totals(cast, sent, as_person):
    option = sent.current.lines.get(optional=True).line_key
    client = as_person(cast.buyer)
    part = client.get(url("totals", sent, sent.current_id), {"option": str(option)}).content.decode()
    assert part.strip().startswith('<div id="totals"') and "511.19" in part
    whole = client.get(url("quotation", sent), {"option": str(option)}).content.decode()
    assert "511.19" in whole and "checked" in whole
    plain = client.get(url("quotation", sent), {"option": "rubbish"}).content.decode()
    assert "385.69" in plain and "511.19" not in plain


def test_whose_turn_it_is(cast, sent, as_person):
    page = as_person(cast.buyer).get(url("quotation", sent)).content.decode()
    assert "Waiting for Aava Board: decision by" in page
    QuotationRevision.objects.filter(pk=sent.current_id).update(valid_until=timezone.now() - timedelta(seconds=1))
    page = as_person(cast.buyer).get(url("quotation", sent)).content.decode()
    assert "Expired" in page and "Waiting for Kymi Machinery" in page and "Accept…" not in page


def test_the_validity_is_told_in_the_suppliers_zone_and_mine(cast, sent, as_person):
    cast.buyer.time_zone = "Asia/Shanghai"
    cast.buyer.save()
    page = as_person(cast.buyer).get(url("quotation", sent)).content.decode()
    assert "24:00 Helsinki (" in page and "your time" in page
