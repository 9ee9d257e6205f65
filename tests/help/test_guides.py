"""Help pages: the first questions in three languages, and the table of roles as it is kept."""

import re

import pytest
from django.utils import translation
from django.utils.translation import gettext

from portal.help.guides import GUIDES
from portal.help.selectors import who_sees_what
from portal.people.models import Person
from portal.spaces.models import Role

pytestmark = pytest.mark.django_db

LANGUAGES = ("en", "fi", "sv")


def texts():
    for guide in GUIDES:
        yield f"{guide.slug} title", guide.title
        yield f"{guide.slug} lead", guide.lead
        for question in guide.questions:
            yield f"{guide.slug} {question.slug}", question.title
            for number, paragraph in enumerate(question.answer):
                yield f"{guide.slug} {question.slug} {number}", paragraph


@pytest.mark.parametrize("text", [t for _where, t in texts()], ids=[where for where, _t in texts()])
def test_each_text_stands_in_three_different_languages(text):
    assert tuple(text) == LANGUAGES
    assert len({text[language] for language in LANGUAGES}) == 3
    for language in LANGUAGES:
        words = text[language]
        assert words == words.strip()
        assert "  " not in words
        # A line that was broken in the source without a space between two words.
        assert not re.search(r"[a-zåäö][.,;:][A-ZÅÄÖa-zåäö]{2}", words.replace("bin/", "")), words


def test_the_guides_speak_of_what_everybody_needs():
    slugs = {guide.slug for guide in GUIDES}
    assert slugs == {"everyone", "purchaser", "expert", "salesperson", "key-account-manager", "administrator"}
    for guide in GUIDES:
        questions = [question.slug for question in guide.questions]
        assert len(set(questions)) == len(questions)


def test_the_commands_that_are_named_exist():
    from django.core.management import get_commands

    named = {name for _w, t in texts() for name in re.findall(r"import_\w+", t["en"])}
    assert named
    assert named <= set(get_commands())


QUOTED = re.compile("[“”]([^“”]+)”")


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_words_of_the_screen_are_quoted_as_the_screen_shows_them(language):
    """A place named in a guide bears the name its translation gives it, as soon as there is one."""
    wrong = []
    for where, text in texts():
        english, own = QUOTED.findall(text["en"]), QUOTED.findall(text[language])
        if len(english) != len(own):
            wrong.append(f"{where}: quotes differ in number")
            continue
        for word, quoted in zip(english, own, strict=True):
            with translation.override(language):
                shown = gettext(word if word != "own side only" else "Own side only")
            if shown.casefold() not in {word.casefold(), quoted.casefold()}:
                wrong.append(f"{where}: “{quoted}” is “{shown}” on the screen")
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.slug)
def test_each_guide_opens_for_everyone_in_their_language(guide, language, cast, as_person):
    Person.objects.filter(pk=cast.colleague.pk).update(language=language)
    page = as_person(cast.colleague).get(f"/help/{guide.slug}/")
    assert page.status_code == 200
    assert guide.questions[0].title[language] in page.content.decode().replace("&#x27;", "'")


def test_the_list_leads_to_every_question(cast, as_person):
    page = as_person(cast.rival).get("/help/").content.decode()
    for guide in GUIDES:
        for question in guide.questions:
            assert f'href="/help/{guide.slug}/#{question.slug}"' in page


def test_an_unknown_guide_and_strangers(cast, as_person, client):
    assert as_person(cast.buyer).get("/help/nothing/").status_code == 404
    assert client.get("/help/").status_code == 302
    assert as_person(cast.buyer).post("/help/").status_code == 405


def test_who_sees_what_shows_the_roles_as_they_are_kept(cast, as_person):
    page = as_person(cast.buyer).get("/help/who-sees-what/").content.decode()
    assert "Purchase lead" in page
    assert "everything" in page
    Role.objects.filter(code="finance").update(rights={"general": ["read"], "commercial": ["read", "add"]})
    table = {role.name["en"]: role for side in who_sees_what() for role in side.roles}
    cells = {str(class_): [str(right) for right in rights] for class_, rights in table["Finance"].cells}
    assert cells == {
        "General": ["read"],
        "Technical": [],
        "Commercial": ["read", "add"],
        "Contract": [],
        "Own side only": [],
    }
    assert len(table) == Role.objects.count()


def test_the_table_costs_one_query(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        who_sees_what()


def test_help_pages_have_no_dead_links(cast, as_person):
    """Every address on the help pages that is ours answers."""
    client = as_person(cast.admin)
    found = set()
    for address in ["/help/", "/help/who-sees-what/", *(f"/help/{guide.slug}/" for guide in GUIDES)]:
        found |= set(re.findall(r'href="(/[^"#?]*)', client.get(address).content.decode()))
    dead = [a for a in sorted(found) if not a.startswith("/static/") and client.get(a).status_code not in (200, 302)]
    assert dead == []
