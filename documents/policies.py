"""Who sees a document, and who may add, revise, change, share it or tell of a copy sent another way."""

from dataclasses import replace
from typing import ClassVar

from django.db.models import Q, QuerySet

from documents.models import Document, DocumentGrant, Upload
from portal.access.policy import Policy, Rule, SpacePolicy, register
from portal.access.rights import SpaceRights, rights_everywhere, rights_in
from portal.people.models import Person
from portal.spaces.choices import Right, Side

AVAILABLE, WITHOUT_FILE = "available", "without file"
# These belong to the side whose document it is.
OWN_SIDE = frozenset({"change", "share", "mark_sent", "discard"})


class DocumentPolicy(SpacePolicy[Document]):
    """By class. A document without an available revision exists for the side that is sending it only."""

    model = Document
    kind = "documents.document"
    grant_model = DocumentGrant
    rules: ClassVar = {
        "view": Rule(Right.READ),
        "add": Rule(Right.ADD),
        "revise": Rule(Right.ADD),
        "change": Rule(Right.ADD),
        "share": Rule(Right.DECIDE, states=frozenset({AVAILABLE})),
        "mark_sent": Rule(Right.ADD, states=frozenset({AVAILABLE})),
        "discard": Rule(Right.ADD, states=frozenset({WITHOUT_FILE})),
    }

    def side_sees(self, side: Side) -> Q:
        return Q(current__isnull=False) | Q(side=side)

    def seen_by_side(self, obj: Document, side: Side) -> bool:
        return obj.current_id is not None or obj.side == side

    def allows(self, person: Person, action: str, obj: Document, rights: SpaceRights) -> bool:
        return action not in OWN_SIDE or obj.side == rights.side

    def state_of(self, obj: Document) -> str:
        return AVAILABLE if obj.current_id else WITHOUT_FILE

    def seen_by_role(self, person: Person, obj: Document, rights: SpaceRights) -> bool:
        """The answer to "view" leaving single grants and denials aside: for many people and documents at once."""
        return self._reached(person, "view", obj, replace(rights, has_grants=False, has_denials=False))


class UploadPolicy(Policy[Upload]):
    """A file on its way is its sender's alone, and only while the sender takes part."""

    model = Upload
    kind = "documents.upload"
    rules: ClassVar = {"view": None}

    def visible(self, person: Person, action: str = "view") -> QuerySet[Upload]:
        return Upload.objects.filter(person=person.pk, space__in=list(rights_everywhere(person)))

    def can(self, person: Person, action: str, obj: Upload) -> bool:
        return obj.person_id == person.pk and rights_in(person, obj.space_id) is not None

    def users_with(self, action: str, obj: Upload) -> QuerySet[Person]:
        return Person.objects.filter(pk=obj.person_id, is_active=True)


document_policy = register(DocumentPolicy())
upload_policy = register(UploadPolicy())
