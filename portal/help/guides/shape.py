"""What a guide is made of. Texts are data in three languages, shown by the `trans_data` filter."""

from dataclasses import dataclass

Texts = dict[str, str]


def t(en: str, fi: str, sv: str) -> Texts:
    """One text in the three languages."""
    return {"en": en, "fi": fi, "sv": sv}


@dataclass(frozen=True)
class Question:
    """One question with its answer, a few short paragraphs; `slug` is its anchor on the page."""

    slug: str
    title: Texts
    answer: tuple[Texts, ...]


@dataclass(frozen=True)
class Guide:
    """The first questions of one kind of reader."""

    slug: str
    title: Texts
    lead: Texts
    questions: tuple[Question, ...]
