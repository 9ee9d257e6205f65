"""The shipped roles say what was decided, and an installation's own changes survive an update."""

import pytest

from portal.spaces.models import Role
from portal.spaces.services import roles_fill_in
from tests.access.oracle import CLASSES, LETTERS, RIGHTS, has

pytestmark = pytest.mark.django_db


def test_every_role_and_nothing_else_is_shipped():
    assert set(Role.objects.values_list("code", flat=True)) == set(RIGHTS)


@pytest.mark.parametrize("role", sorted(RIGHTS))
def test_role_has_exactly_the_decided_rights(role):
    rights = Role.objects.get(code=role).rights
    for confidentiality in CLASSES:
        expected = {right for right in LETTERS if has(role, right, confidentiality)}
        assert set(rights[confidentiality]) == expected, confidentiality


def test_every_role_has_a_name_in_every_language():
    for role in Role.objects.all():
        assert all(role.name.get(language) for language in ("en", "fi", "sv")), role.code


def test_an_edited_role_is_left_alone_and_a_missing_one_comes_back():
    Role.objects.filter(code="observer").update(rights={"general": []})
    Role.objects.filter(code="lawyer").delete()
    roles_fill_in()
    assert Role.objects.get(code="observer").rights == {"general": []}
    assert Role.objects.filter(code="lawyer").exists()
