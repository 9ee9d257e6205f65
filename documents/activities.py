from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from documents.models import Document, DocumentGrant
from portal.activity.registry import ActivityKind
from portal.core.links import link
from portal.people.models import Person


def _load(pk: UUID) -> Document | None:
    return Document.objects.select_related("space").filter(pk=pk).first()


def _page(document: Document) -> str:
    return link("documents:document", document.space_id, document.pk)


def _list(document: Document) -> str:
    return link("documents:list", document.space_id)


def _newly_shared(document: Document, people: list[Person]) -> list[Person]:
    """The person of the newest grant: the one just made, in this transaction."""
    newest = DocumentGrant.objects.filter(content_object=document).order_by("-pk").first()
    return [person for person in people if newest is not None and person.pk == newest.user_id]


def _kind(name: str, sentence: Any, *, mail: Any = None, **more: Any) -> ActivityKind:
    known: dict[str, Any] = {
        "subject": "documents.document",
        "load": _load,
        "url": _page,
        "subject_text": lambda document: document.title,
        "fields": ("space_id", "title"),
    }
    return ActivityKind(
        name=f"documents.{name}", sentence=sentence, notify=mail is not None, mail_sentence=mail, **{**known, **more}
    )


KINDS = (
    _kind("added", _("%(actor)s added %(subject)s"), mail=_("%(actor)s added a document.")),
    _kind(
        "added_many", _("%(actor)s added %(count)s documents"), mail=_("%(actor)s added several documents."), url=_list
    ),
    _kind("revised", _("%(actor)s added a new revision of %(subject)s"), mail=_("%(actor)s revised a document.")),
    _kind("changed", _("%(actor)s changed the description of %(subject)s")),
    _kind(
        "shared",
        _("%(actor)s shared %(subject)s with one more person"),
        mail=_("%(actor)s shared a document with you."),
        audience=_newly_shared,
    ),
    _kind("taken_back", _("%(actor)s ended the sharing of %(subject)s with one person")),
    _kind("sent_another_way", _("%(actor)s recorded that %(subject)s was sent another way")),
    # For the trail only: who reads what is shown as receipts, not as news.
    _kind("refused", _("A file of %(subject)s was refused"), subject=""),
    _kind("opened", _("%(actor)s opened %(subject)s"), subject=""),
    _kind("downloaded", _("%(actor)s downloaded %(subject)s"), subject=""),
)
