"""The measured data is as the site itself would have made it."""

import dataclasses

import pytest
from django.urls import reverse

from bench.build.everything import build
from bench.build.shape import MEASURED_PROJECTS, SHAPES
from documents.models import Document
from portal.activity.chain import verify
from portal.activity.models import Activity
from portal.people.models import Person
from sales_module.projects.models import Project
from sales_module.quotations.content import content_hash, content_of
from sales_module.quotations.models import Quotation

pytestmark = pytest.mark.django_db

TINY = dataclasses.replace(
    SHAPES["small"], projects=23, people=28, customers=3, quotations=70, documents=260, activities=4_000,
    schedule_items=215, plans=2, orders=6, products=5, notices_each=3,
)  # fmt: skip


@pytest.fixture
def world(settings, tmp_path):
    settings.PORTAL_DATA = tmp_path
    return build(TINY)


def test_a_data_set_is_whole_and_its_pages_answer(world, as_person) -> None:
    counts = (Project.objects.count(), Quotation.objects.count(), Document.objects.count(), Activity.objects.count())
    assert counts == (TINY.projects, TINY.quotations, TINY.documents, TINY.activities)
    assert list(verify()) == []
    for quotation in Quotation.objects.select_related("current")[:5]:
        lines = list(quotation.current.lines.all())
        assert len(lines) == 10
        assert content_hash(content_of(quotation, quotation.current, lines)) == quotation.current.content_hash
    buyer = Person.objects.get(email=world.measured["people"]["buyer"])
    assert buyer.participations.filter(space__kind="project").count() == MEASURED_PROJECTS
    client = as_person(buyer)
    room = [world.measured["project"]]
    assert client.get("/").status_code == 200
    assert client.get(reverse("documents:list", args=room)).status_code == 200
    assert client.get(reverse("quotations:quotation", args=[*room, world.measured["quotation"]])).status_code == 200
    assert client.get(reverse("plans:detail", args=[world.measured["large_plan"]])).status_code == 200
