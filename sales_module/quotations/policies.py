"""Who sees and does what with a quotation."""

from typing import ClassVar
from uuid import UUID

from django.db.models import Q

from portal.access.policy import Rule, SpacePolicy, register
from portal.access.rights import SpaceRights, rights_in
from portal.core.errors import NotVisible
from portal.people.models import Person
from portal.spaces.choices import Confidentiality, Right, Side
from sales_module.quotations.choices import RevisionState
from sales_module.quotations.models import Quotation, QuotationGrant
from sales_module.quotations.states import possible

SUPPLIER = frozenset({Side.SUPPLIER})
CUSTOMER = frozenset({Side.CUSTOMER})


class QuotationPolicy(SpacePolicy[Quotation]):
    """Commercial class. What was never sent is the supplier's alone."""

    model = Quotation
    kind = "quotations.quotation"
    confidentiality = Confidentiality.COMMERCIAL
    grant_model = QuotationGrant
    since_path = "counts_from"
    rules: ClassVar = {
        "view": Rule(Right.READ),
        "create": Rule(Right.ADD, SUPPLIER),
        "edit": Rule(Right.ADD, SUPPLIER),
        "revise": Rule(Right.ADD, SUPPLIER),
        "send": Rule(Right.DECIDE, SUPPLIER),
        "withdraw": Rule(Right.DECIDE, SUPPLIER),
        "answer": Rule(Right.ADD, SUPPLIER),
        "note_other_way": Rule(Right.ADD, SUPPLIER),
        "ask": Rule(Right.ADD, CUSTOMER),
        "accept": Rule(Right.DECIDE, CUSTOMER),
        "decline": Rule(Right.DECIDE, CUSTOMER),
    }

    def side_sees(self, side: Side) -> Q:
        return Q() if side == Side.SUPPLIER else Q(current__isnull=False)

    def seen_by_side(self, obj: Quotation, side: Side) -> bool:
        return side == Side.SUPPLIER or obj.current_id is not None

    def in_state(self, action: str, obj: Quotation) -> bool:
        return possible(action, at=obj.standing, has_draft=obj.draft_id is not None)

    def is_granted(self, person: Person, quotation_id: UUID) -> bool:
        """Was the quotation given to this person as a single object?"""
        return quotation_id in self._granted_ids(person, Right.READ)


quotation_policy = register(QuotationPolicy())


def revisions_seen(person: Person, quotation_id: UUID, rights: SpaceRights) -> Q:
    """Condition on QuotationRevision: the revisions of a quotation the person may see.

    Customers get no drafts; a late joiner gets no revision from before, unless the quotation was given to them.
    """
    condition = Q(quotation=quotation_id)
    if rights.side == Side.CUSTOMER:
        condition &= ~Q(state=RevisionState.DRAFT)
    if rights.since is not None and not quotation_policy.is_granted(person, quotation_id):
        condition &= Q(sent_at__gte=rights.since) | Q(state=RevisionState.DRAFT)
    return condition


def sees_internal(rights: SpaceRights) -> bool:
    """May internal notes, cost and margin be shown? The supplier's own people only: guests with a grant read none."""
    return rights.side == Side.SUPPLIER and rights.has(Right.READ, Confidentiality.INTERNAL)


def may_share(rights: SpaceRights) -> bool:
    """May the person give single quotations to others of the own side?"""
    return rights.has(Right.MANAGE, Confidentiality.COMMERCIAL)


def reads_any(rights: SpaceRights) -> bool:
    """Is there anything under "Quotations" for this person: by role, or by a grant?"""
    return rights.has(Right.READ, Confidentiality.COMMERCIAL) or rights.has_grants


def require_list(person: Person, space_id: UUID) -> SpaceRights:
    """Raises: NotVisible: no participant, or one to whom quotations are closed."""
    rights = rights_in(person, space_id)
    if rights is None or not reads_any(rights):
        raise NotVisible
    by_role = rights.has(Right.READ, Confidentiality.COMMERCIAL)
    # A grant may be for another kind of object; then quotations stay closed.
    if not by_role and not quotation_policy.visible(person, space_id=space_id).exists():
        raise NotVisible
    return rights
