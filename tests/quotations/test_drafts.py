"""Writing a draft: who may, what is kept, what is refused."""

from dataclasses import replace
from decimal import Decimal as D
from uuid import uuid4

import pytest

from portal.access.grants import grant
from portal.activity.models import Activity
from portal.activity.selectors import space_timeline
from portal.core.errors import Forbidden, InvalidInput, NotVisible, StaleVersion, WrongState
from portal.core.money import total
from portal.spaces.choices import Right
from sales_module.quotations import services
from sales_module.quotations.models import Quotation, QuotationLine
from sales_module.quotations.policies import quotation_policy
from sales_module.quotations.services.drafts import MOST_LINES, terms_of
from sales_module.quotations.values import line_values_of, moved, without
from tests.factories.catalogue import ProductFactory
from tests.factories.quotations import SECRET_COST, SECRET_NOTE, draft_quotation, example_lines, line, terms

pytestmark = pytest.mark.django_db


def lines_of(quotation):
    return [line_values_of(row) for row in QuotationLine.objects.filter(revision=quotation.draft_id)]


def save(actor, quotation, lines, version=1, **head):
    return services.draft_save(actor=actor, quotation=quotation, version=version, terms=terms(**head), lines=lines)


def test_who_writes_a_quotation(cast, aurora):
    for name, person in cast.everyone().items():
        if name in {"sales", "kam", "pricing"}:
            assert draft_quotation(person, aurora).number is None
            continue
        expected = Forbidden if name in {"buyer", "director"} else NotVisible
        with pytest.raises(expected):
            draft_quotation(person, aurora)
    assert Quotation.objects.count() == 3


def test_the_totals_are_those_of_the_worked_example(draft):
    assert (draft.draft.net_total, draft.draft.gross_total) == (D("5930.83"), D("7385.69"))
    assert total([row.priced for row in draft.draft.lines.filter(optional=False)], "EUR").net == D("5930.83")


def test_saving_keeps_known_lines_adds_new_ones_and_drops_the_rest(cast, draft):
    old = lines_of(draft)
    rows = {row.line_key: row.pk for row in draft.draft.lines.all()}
    new = line("New one", "7")
    saved = save(cast.pricing, draft, [new, replace(old[2], quantity=D(5)), old[0]], title="Other title")
    now = list(saved.lines.all())
    assert [row.line_key for row in now] == [new.line_key, old[2].line_key, old[0].line_key]
    assert [row.position for row in now] == [0, 1, 2]
    assert now[1].quantity == 5 and now[1].pk == rows[old[2].line_key]
    draft.refresh_from_db()
    assert (saved.version, saved.changed_by, draft.title) == (2, cast.pricing, "Other title")


def test_a_stale_save_writes_nothing(cast, draft):
    save(cast.sales, draft, lines_of(draft), title="First")
    with pytest.raises(StaleVersion):
        save(cast.pricing, draft, [], title="Second")
    draft.refresh_from_db()
    assert draft.draft.title == "First" and draft.draft.lines.count() == 4


def test_a_draft_is_the_suppliers_alone(cast, draft):
    for name in ("buyer", "director", "consult", "expert", "former", "rival", "field", "tech", "admin"):
        assert not quotation_policy.can(getattr(cast, name), "view", draft), name
        assert not quotation_policy.visible(getattr(cast, name)).exists(), name
    assert {p.name for p in quotation_policy.users_with("view", draft)} == {"Sales", "Kam", "Pricing"}


def test_drafts_leave_nothing_in_the_timeline(cast, sent):
    services.new_revision(actor=cast.sales, quotation=sent)
    for person in (cast.buyer, cast.sales):
        kinds = {entry.kind for entry in space_timeline(person=person, space_id=sent.space_id)}
        assert kinds == {"quotations.sent"}
    assert Activity.objects.filter(kind="quotations.revised").exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"quantity": D(0)}, "quantity"),
        ({"quantity": D("-1")}, "quantity"),
        ({"quantity": D("NaN")}, "quantity"),
        ({"quantity": D("1234567890")}, "quantity"),
        ({"unit_price": D("123456789012")}, "unit_price"),
        ({"unit_price": D("1.23456")}, "unit_price"),
        ({"unit_price": D("-1")}, "unit_price"),
        ({"price_base_quantity": D(0)}, "price_base_quantity"),
        ({"discount": D("100.01")}, "discount"),
        ({"discount": D("Infinity")}, "discount"),
        ({"tax_rate": D("-1")}, "tax_rate"),
        ({"tax_category": "AE"}, "tax_rate"),
        ({"tax_category": "XX"}, "tax_category"),
        ({"description": ""}, "description"),
        ({"description": "x" * 1001}, "description"),
        ({"cost": D("-0.01")}, "cost"),
    ],
)
def test_bad_lines_are_refused_by_field_and_nothing_is_written(cast, draft, changed, field):
    lines = [*lines_of(draft), replace(line(), **changed)]
    with pytest.raises(InvalidInput) as refused:
        save(cast.sales, draft, lines)
    assert set(refused.value.fields) == {f"lines.4.{field}"}
    draft.refresh_from_db()
    assert draft.draft.version == 1 and draft.draft.lines.count() == 4


def test_what_does_not_fit_together_is_refused(cast, draft):
    twin = line()
    for lines, head, field in (
        ([twin, twin], {}, "lines"),
        ([line(quantity=D("999999999"), price="99999999999")], {}, "lines"),
        ([line() for _ in range(MOST_LINES + 1)], {}, "lines"),
        ([], {"incoterm": "DAP"}, "named_place"),
        ([], {"incoterm": "XXX"}, "incoterm"),
        ([], {"currency": "KWD"}, "currency"),
        ([], {"title": ""}, "title"),
    ):
        with pytest.raises(InvalidInput) as refused:
            save(cast.sales, draft, lines, **head)
        assert field in refused.value.fields, (field, refused.value.fields)


def test_a_line_from_the_catalogue(cast, kymi):
    product = ProductFactory(supplier=kymi, part_code="KM-1", name="Lip", standard_cost=D(500))
    made = services.line_of_product(actor=cast.pricing, product=product, currency="EUR")
    assert (made.part_code, made.description, made.unit_price, made.cost) == ("KM-1", "Lip", D("1999.99"), D(500))
    assert services.line_of_product(actor=cast.sales, product=product, currency="EUR").cost is None
    with pytest.raises(InvalidInput, match="KM-1 is priced in EUR"):
        services.line_of_product(actor=cast.sales, product=product, currency="SEK")
    with pytest.raises(NotVisible):
        services.line_of_product(actor=cast.tech, product=product, currency="EUR")


def test_a_new_revision_copies_lines_under_the_same_keys(cast, sent):
    draft = services.new_revision(actor=cast.pricing, quotation=sent)
    old, new = list(sent.current.lines.all()), list(draft.lines.all())
    assert [row.line_key for row in old] == [row.line_key for row in new]
    assert not {row.pk for row in old} & {row.pk for row in new}
    assert new[0].internal_note == SECRET_NOTE and new[0].cost == SECRET_COST
    assert (draft.number, draft.state, draft.valid_until) == (2, "draft", sent.current.valid_until)
    with pytest.raises(WrongState):
        services.new_revision(actor=cast.sales, quotation=sent)


def test_the_title_of_a_draft_is_not_told_before_it_is_sent(cast, sent):
    draft = services.new_revision(actor=cast.sales, quotation=sent)
    services.draft_save(
        actor=cast.sales,
        quotation=sent,
        version=draft.version,
        terms=replace(terms_of(draft), title="Secret plan"),
        lines=example_lines(),
    )
    sent.refresh_from_db()
    assert sent.title == "Headbox for PM 3"


def test_a_guest_with_a_grant_writes_but_neither_reads_nor_changes_internal_fields(cast, draft):
    grant(policy=quotation_policy, person=cast.field, right=Right.READ, obj=draft)
    grant(policy=quotation_policy, person=cast.field, right=Right.ADD, obj=draft)
    lines = [replace(one, internal_note="", cost=None, quantity=D(2)) for one in lines_of(draft)]
    saved = save(cast.field, draft, [*lines, line("Added", internal_note="mine", cost=D(1))])
    rows = list(saved.lines.all())
    assert rows[0].quantity == 2 and rows[0].internal_note == SECRET_NOTE and rows[0].cost == SECRET_COST
    assert rows[-1].internal_note == "" and rows[-1].cost is None
    with pytest.raises(Forbidden):
        services.quotation_send(actor=cast.field, quotation=draft, version=saved.version)


def test_moving_and_removing_lines():
    lines = [line(str(number)) for number in range(3)]
    names = lambda found: [one.description for one in found]  # noqa: E731
    assert names(moved(lines, lines[2].line_key, -1)) == ["0", "2", "1"]
    assert names(moved(lines, lines[0].line_key, -1)) == ["0", "1", "2"]
    assert names(moved(lines, lines[0].line_key, 1)) == ["1", "0", "2"]
    assert names(moved(lines, uuid4(), 1)) == ["0", "1", "2"]
    assert names(without(lines, lines[1].line_key)) == ["0", "2"]
