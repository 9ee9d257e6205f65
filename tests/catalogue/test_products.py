"""The catalogue: sellers read it, catalogue editors of the firm change it, nobody else knows that it exists."""

from decimal import Decimal as D

import pytest
from django.urls import reverse

from portal.activity.models import Activity
from portal.core.errors import Forbidden, InvalidInput, NotVisible, StaleVersion
from sales_module.catalogue import selectors, services
from sales_module.catalogue.models import Product
from sales_module.catalogue.policies import product_policy
from tests.factories.catalogue import ProductFactory
from tests.factories.people import OrganisationFactory, OrganisationRoleFactory

pytestmark = pytest.mark.django_db

READERS = {"sales", "pricing", "kam", "othersales"}
VALUES = {
    "part_code": "KM-9",
    "name": "Headbox",
    "unit": "pcs",
    "list_price": D("10.50"),
    "price_base_quantity": D(1),
    "currency": "EUR",
    "tax_category": "S",
    "tax_rate": D("25.5"),
}


@pytest.fixture
def product(kymi):
    return ProductFactory(supplier=kymi, part_code="KM-1", name="Headbox lip", standard_cost=D("777.77"))


def form(product=None, **changed):
    data = {
        "part_code": "KM-1",
        "name": "Headbox lip",
        "unit": "pcs",
        "list_price": "1999.99",
        "price_base_quantity": "1",
        "currency": "EUR",
        "standard_cost": "777.77",
        "tax_category": "S",
        "tax_rate": "25.5",
        "category": "Headboxes",
    }
    if product is not None:
        data["version"] = str(product.version)
    return {**data, **changed}


def test_who_reads_the_catalogue(cast, product, as_person):
    for name, person in cast.everyone().items():
        client, expected = as_person(person), 200 if name in READERS else 404
        for url in (
            reverse("catalogue:list"),
            reverse("catalogue:product", args=[product.pk]),
            reverse("api_products"),
            reverse("api_product", args=[product.pk]),
        ):
            assert client.get(url).status_code == expected, (name, url)
    assert {p.name.lower() for p in product_policy.users_with("view", product)} == READERS
    assert list(product_policy.users_with("edit", product)) == [cast.pricing]


def test_only_catalogue_editors_change_products(cast, product, as_person):
    url, data = reverse("catalogue:edit", args=[product.pk]), form(product, name="Lip")
    for name, person in cast.everyone().items():
        expected = 302 if name == "pricing" else 403 if name in READERS else 404
        assert as_person(person).post(url, data).status_code == expected, name
    product.refresh_from_db()
    assert (product.name, product.version) == ("Lip", 2)
    saved = Activity.objects.get(kind="catalogue.product_saved")
    assert saved.data == {"fields": ["name"]}


def test_editors_of_another_firm_of_the_group_read_but_do_not_change(cast, product):
    sister = OrganisationFactory(name="Kymi Service", in_supplier_group=True)
    OrganisationRoleFactory(person=cast.othersales, organisation=sister, role="catalogue_editor")
    assert product_policy.can(cast.othersales, "view", product)
    assert not product_policy.can(cast.othersales, "edit", product)
    assert not product_policy.can(cast.othersales, "read_cost", product)
    with pytest.raises(Forbidden):
        services.product_save(actor=cast.othersales, supplier=product.supplier, values=VALUES)


def test_the_cost_is_for_catalogue_editors_only(cast, product, as_person):
    for person, expected in ((cast.pricing, True), (cast.sales, False)):
        client = as_person(person)
        page = client.get(reverse("catalogue:product", args=[product.pk])).content.decode()
        body = client.get(reverse("api_product", args=[product.pk]))
        assert ("777" in page) is expected
        assert ("standard_cost" in body.json()) is expected
        assert (b"777" in client.get(reverse("api_products")).content) is expected


def test_a_role_that_ended_opens_nothing(cast, product):
    cast.sales.organisation_roles.update(ends=cast.sales.created)
    with pytest.raises(NotVisible):
        selectors.product_get(person=cast.sales, pk=product.pk)


def test_adding_a_product(cast, kymi, as_person):
    data = form(part_code="KM-7", supplier=str(kymi.pk), list_price="1 234,5678")
    cast.pricing.language = "fi"
    cast.pricing.save()
    data["tax_rate"], data["standard_cost"] = "25,5", ""
    assert as_person(cast.pricing).post(reverse("catalogue:add"), data).status_code == 302
    product = Product.objects.get()
    assert (product.list_price, product.tax_rate, product.standard_cost) == (D("1234.5678"), D("25.5"), None)
    assert as_person(cast.sales).post(reverse("catalogue:add"), data).status_code == 403
    assert as_person(cast.buyer).post(reverse("catalogue:add"), data).status_code == 404


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("list_price", "NaN"),
        ("list_price", "1,234"),
        ("list_price", "123456789012345"),
        ("list_price", "-1"),
        ("price_base_quantity", "0"),
        ("tax_rate", "101"),
        ("tax_rate", "12.345"),
        ("currency", "KWD"),
        ("part_code", "x" * 61),
        ("part_code", "KM-2"),
        ("part_code", ""),
        ("lead_time_days", "-3"),
    ],
)
def test_bad_input_is_refused_and_kept(cast, kymi, product, as_person, field, text):
    ProductFactory(supplier=kymi, part_code="KM-2")
    data = form(product, **{field: text, "name": "What I typed"})
    answer = as_person(cast.pricing).post(reverse("catalogue:edit", args=[product.pk]), data)
    assert answer.status_code == 422
    assert b"What I typed" in answer.content
    product.refresh_from_db()
    assert (product.part_code, product.version) == ("KM-1", 1)


def test_only_the_standard_rate_has_a_percentage(kymi):
    with pytest.raises(InvalidInput) as refused:
        services.product_save(actor=None, supplier=kymi, values={**VALUES, "tax_category": "AE"})
    assert set(refused.value.fields) == {"tax_rate"}
    services.product_save(actor=None, supplier=kymi, values={**VALUES, "tax_category": "AE", "tax_rate": D(0)})


def test_a_stale_save_shows_both_texts_and_the_choice_is_saved(cast, product, as_person):
    client, url = as_person(cast.pricing), reverse("catalogue:edit", args=[product.pk])
    old = form(product, name="Mine")
    assert client.post(url, form(product, name="Theirs")).status_code == 302
    answer = client.post(url, old)
    assert answer.status_code == 412
    page = answer.content.decode()
    assert "Mine" in page and "Theirs" in page
    product.refresh_from_db()
    assert (product.name, product.version) == ("Theirs", 2)
    assert client.post(url, {**old, "version": "2"}).status_code == 302
    with pytest.raises(StaleVersion):
        services.product_save(
            actor=cast.pricing, supplier=product.supplier, product=product, version=2, values={"name": "Late"}
        )


def test_an_import_finds_its_product_again(kymi):
    ids = {"import_source": "aava", "import_key": "P-1"}
    first = services.product_save(actor=None, supplier=kymi, values=VALUES, **ids)
    again = services.product_save(actor=None, supplier=kymi, values=VALUES, **ids)
    changed = services.product_save(actor=None, supplier=kymi, values={**VALUES, "name": "Newer"}, **ids)
    assert [first.outcome, again.outcome, changed.outcome] == ["created", "unchanged", "changed"]
    product = Product.objects.get()
    assert (product.name, product.version) == ("Newer", 2)
    assert services.product_of_import(**ids) == product.pk
    assert services.product_of_import(import_source="aava", import_key="") is None


def test_searching_by_words_of_code_name_and_category(cast, kymi, as_person):
    ProductFactory(supplier=kymi, part_code="ÄÖ-1", name="Perälaatikko", category="Äänieristys")
    ProductFactory(supplier=kymi, part_code="KM-5", name="Headbox", discontinued=True)
    found = selectors.product_list(person=cast.sales, search="PERÄ äö")
    assert [p.part_code for p in found] == ["ÄÖ-1"]
    assert not selectors.product_list(person=cast.sales, search="headbox", with_discontinued=False)
    assert not selectors.product_list(person=cast.buyer, search="perä")
    page = as_person(cast.sales).get(reverse("catalogue:list"), {"q": "nothing like it"})
    assert b"No product fits this search" in page.content
    page = as_person(cast.sales).get(reverse("catalogue:list"), {"category": "Äänieristys"})
    assert "Perälaatikko" in page.content.decode() and "KM-5" not in page.content.decode()


def test_the_list_costs_the_same_queries_for_2_and_20_products(
    cast, kymi, as_person, django_assert_max_num_queries, django_assert_num_queries
):
    client = as_person(cast.sales)
    ProductFactory.create_batch(2, supplier=kymi)
    with django_assert_max_num_queries(12) as counted:
        client.get(reverse("catalogue:list"))
    ProductFactory.create_batch(18, supplier=kymi)
    with django_assert_num_queries(len(counted)):
        client.get(reverse("catalogue:list"))


def test_pages_of_25(cast, kymi, as_person):
    ProductFactory.create_batch(30, supplier=kymi)
    client = as_person(cast.sales)
    first = client.get(reverse("catalogue:list"), {"q": "product"}).content.decode()
    assert "?q=product&amp;page=2" in first
    second = client.get(reverse("catalogue:list"), {"q": "product", "page": "2"}).content.decode()
    assert first.count("data-label") == 25 * 3 and second.count("data-label") == 5 * 3
    assert client.get(reverse("catalogue:list"), {"page": "x"}).status_code == 200


def test_the_api_adds_and_changes_with_if_match(cast, kymi, as_person):
    client = as_person(cast.pricing)
    body = {
        "supplier": str(kymi.pk),
        "part_code": "KM-9",
        "name": "Headbox",
        "list_price": {"amount": "10.5000", "currency": "EUR"},
        "tax_rate": "25.5",
    }
    made = client.post(reverse("api_products"), body, content_type="application/json")
    assert made.status_code == 201
    assert made.json()["list_price"] == {"amount": "10.5000", "currency": "EUR"}
    url = reverse("api_product", args=[made.json()["id"]])
    body["name"] = "Headbox 2"
    assert client.put(url, body, content_type="application/json").status_code == 422
    changed = client.put(url, body, content_type="application/json", headers={"If-Match": '"1"'})
    assert (changed.status_code, changed.json()["version"]) == (200, 2)
    assert (
        client.put(url, body | {"name": "3"}, content_type="application/json", headers={"If-Match": '"1"'}).status_code
        == 412
    )
    body["list_price"] = {"amount": "NaN", "currency": "EUR"}
    assert client.put(url, body, content_type="application/json", headers={"If-Match": '"2"'}).status_code == 422
    assert as_person(cast.sales).post(reverse("api_products"), body, content_type="application/json").status_code == 403
    body["supplier"] = str(cast.buyer.organisation_id)
    body["list_price"] = {"amount": "1", "currency": "EUR"}
    assert client.post(reverse("api_products"), body, content_type="application/json").status_code == 422
