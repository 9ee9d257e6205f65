"""What the catalogue page shows: invented data in every state a part has. No word here is translated."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from portal.ui import formats
from portal.ui.forms import AmountField, DayInput


class SampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(label="Title", max_length=80, help_text="What the customer sees in the list.")
    purchase_order = forms.CharField(label="Purchase order", required=False)
    currency = forms.ChoiceField(label="Currency", choices=[("EUR", "EUR"), ("USD", "USD"), ("SEK", "SEK")])
    amount = AmountField(label="Amount", max_digits=12, decimal_places=2)
    valid_until = forms.DateField(label="Valid until", widget=DayInput)
    reason = forms.CharField(
        label="Reason", widget=forms.Textarea(attrs={"rows": 4}), help_text="Everyone in the sales team reads this."
    )
    answer = forms.ChoiceField(
        label="Your answer",
        choices=[("accept", "Accept"), ("change", "Ask for a change"), ("decline", "Decline")],
        widget=forms.RadioSelect,
    )
    classes = forms.MultipleChoiceField(
        label="Shown to",
        required=False,
        choices=[("technical", "Technical experts"), ("finance", "Finance"), ("observer", "Observers")],
        widget=forms.CheckboxSelectMultiple,
    )
    copy_me = forms.BooleanField(label="Send me a copy", required=False)


def context() -> dict[str, Any]:
    now = timezone.now()
    today = timezone.localdate()
    return {
        "now": now,
        "today": today,
        "later": now + dt.timedelta(days=3),
        "amount": Decimal("1284500.00"),
        "unit_price": Decimal("0.0375"),
        "tones": [
            ("done", "Accepted"),
            ("waiting", "In review"),
            ("attention", "Late"),
            ("closed", "Withdrawn"),
            ("draft", "Draft"),
        ],  # fmt: skip
        "swatches": [
            "paper",
            "sunken",
            "hover",
            "line",
            "line-strong",
            "edge",
            "muted",
            "text",
            "ink",
            "accent",
            "accent-strong",
            "accent-text",
            "accent-soft",
            "done",
            "waiting",
            "attention",
            "closed",
        ],  # fmt: skip
        "tabs": [
            {"name": "Overview", "url": "#tabs", "current": True},
            {"name": "Documents", "url": "#tabs", "count": 24},
            {"name": "Quotations", "url": "#tabs", "count": 3},
            {"name": "Schedule", "url": "#tabs"},
            {"name": "Background data", "url": "#tabs", "count": 7},
            {"name": "People", "url": "#tabs"},
        ],
        "phases": [
            {
                "name": "Opportunity validation",
                "state": "past",
                "note": "12 Jan",
                "gate": {"name": "Gate 1", "state": "passed"},
            },
            {
                "name": "Indicative proposal",
                "state": "past",
                "note": "30 Jan",
                "gate": {"name": "Gate 2", "state": "passed"},
            },
            {
                "name": "Budget proposal",
                "state": "present",
                "note": "since 3 Mar",
                "gate": {"name": "Gate 3: customer decides", "state": "waiting"},
            },
            {
                "name": "Firm proposal",
                "state": "future",
                "note": "planned 20 Apr",
                "gate": {"name": "Gate 4", "state": "ahead"},
            },
            {"name": "Final negotiation", "state": "future", "gate": {"name": "Gate 5", "state": "ahead"}},
            {"name": "Closed", "state": "future"},
        ],  # fmt: skip
        "facts": [
            ("Customer", "Aava Board Oy"),
            ("Incoterm", "DAP Kotka (Incoterms 2020)"),
            ("Delivery time", "26 weeks from order"),
            ("Warranty", "24 months"),
            ("Payment", "30 % / 60 % / 10 %"),
        ],  # fmt: skip
        "figures": [
            {"name": "Net total", "value": formats.money("1284500"), "unit": "EUR"},
            {"name": "Payback", "value": "2.4", "unit": "years"},
            {"name": "Open questions", "value": "3", "url": "#figures"},
            {"name": "Days left", "value": "17"},
        ],
        "todo": [
            {
                "text": "Answer: steam pressure at the drying section",
                "url": "#todo",
                "due": today,
                "late": True,
                "note": "Asked by Kymi Machinery, needed for the budget proposal",
            },
            {"text": "Decide on quotation Q-7, revision 2", "url": "#todo", "due": today + dt.timedelta(days=9)},
            {"text": "Confirm the meeting on mill layout", "url": "#todo", "due": today + dt.timedelta(days=2)},
        ],  # fmt: skip
        "items": [
            {
                "who": "Aino Virtanen",
                "text": "sent quotation Q-7, revision 2",
                "url": "#timeline",
                "when": now - dt.timedelta(minutes=12),
                "is_new": True,
            },
            {"who": "Liu Wei", "text": "opened “Layout of line 3.pdf”", "when": now - dt.timedelta(hours=5)},
            {
                "who": "Maria Lindqvist",
                "text": "proposed a meeting",
                "url": "#timeline",
                "when": now - dt.timedelta(days=1),
                "note": "Two slots, both on Thursday.",
            },
            {"text": "Phase changed to budget proposal", "when": now - dt.timedelta(days=8)},
        ],  # fmt: skip
        "filters": [
            {"name": "All", "url": "#filters", "current": True, "count": 24},
            {"name": "New for me", "url": "#filters", "count": 3},
            {"name": "Quotations", "url": "#filters", "count": 6},
            {"name": "Technical specification", "url": "#filters", "count": 11},
        ],
        "rows": [
            {
                "title": "Dryer section rebuild",
                "code": "Q-7, revision 2",
                "total": Decimal("1284500"),
                "currency": "EUR",
                "valid": today + dt.timedelta(days=17),
                "tone": "waiting",
                "word": "Waiting for you",
                "is_new": True,
            },
            {
                "title": "Press felts, yearly agreement",
                "code": "Q-5, revision 1",
                "total": Decimal("86240.5"),
                "currency": "EUR",
                "valid": today + dt.timedelta(days=40),
                "tone": "done",
                "word": "Accepted",
            },
            {
                "title": "Headbox control upgrade with a longer name than most",
                "code": "Q-4, revision 3",
                "total": Decimal("312000"),
                "currency": "USD",
                "valid": today - dt.timedelta(days=3),
                "tone": "attention",
                "word": "Expired",
            },
            {
                "title": "Spare rolls",
                "code": "Q-2, revision 1",
                "total": Decimal("41900"),
                "currency": "EUR",
                "valid": None,
                "tone": "draft",
                "word": "Draft",
            },
        ],  # fmt: skip
        "conflicts": [
            {
                "name": "goal",
                "label": "Goal",
                "mine": "Cut unplanned stops of line 3 to 20 hours a year by 2027.",
                "theirs": "Cut unplanned stops of line 3 to 24 hours a year by the end of 2027.",
            },
        ],  # fmt: skip
        "form": SampleForm(initial={"title": "Dryer section rebuild", "currency": "EUR"}),
        "bad_form": SampleForm(
            {"bad-title": "", "bad-currency": "EUR", "bad-amount": "a lot", "bad-reason": "x", "bad-answer": "accept"},
            prefix="bad",
        ),
    }
