"""The state machine of a quotation, as a table. Services ask it, the policy shows it, tests walk it."""

from datetime import datetime

from sales_module.quotations.choices import DecisionState, RevisionState, Standing

# Where a quotation stands → the events possible there → where it stands after.
TRANSITIONS: dict[Standing, dict[str, Standing]] = {
    Standing.DRAFT: {"send": Standing.OPEN},
    Standing.OPEN: {
        "send": Standing.OPEN,
        "withdraw": Standing.WITHDRAWN,
        "expire": Standing.EXPIRED,
        "accept": Standing.ACCEPTED,
        "decline": Standing.DECLINED,
    },
    Standing.EXPIRED: {"send": Standing.OPEN},
    Standing.WITHDRAWN: {"send": Standing.OPEN},
    Standing.DECLINED: {"send": Standing.OPEN},
    Standing.ACCEPTED: {},
}
# These need a draft to work on, and this one needs that there is none.
WITH_DRAFT = frozenset({"edit", "send"})
WITHOUT_DRAFT = frozenset({"revise"})
# Once a revision was sent these go on, whatever happens to it.
ONCE_SENT = frozenset({"ask", "answer", "note_other_way"})


def standing(*, revision_state: str | None, valid_until: datetime | None, decision: str, now: datetime) -> Standing:
    """Where a quotation stands. `revision_state` and `valid_until` are those of its newest revision that was sent.

    A validity that has ended counts at once, also before the hourly task has marked the row.
    """
    if revision_state is None:
        return Standing.DRAFT
    if decision != DecisionState.OPEN:
        return Standing(decision)
    if revision_state == RevisionState.SENT:
        return Standing.EXPIRED if valid_until is not None and valid_until <= now else Standing.OPEN
    return Standing(revision_state)


def possible(action: str, *, at: Standing, has_draft: bool) -> bool:
    """Is `action` possible for a quotation that stands `at`, whoever asks?"""
    if action in WITH_DRAFT and not has_draft:
        return False
    if action in WITHOUT_DRAFT and has_draft:
        return False
    if action in {"edit", "revise"}:
        return "send" in TRANSITIONS[at]
    if action in ONCE_SENT:
        return at != Standing.DRAFT
    return action not in EVENTS or action in TRANSITIONS[at]


EVENTS = frozenset(event for row in TRANSITIONS.values() for event in row)
