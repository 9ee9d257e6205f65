from datetime import datetime
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from sales_module.schedule.choices import LONGEST_MINUTES, SLOTS_AT_MOST, ItemKind, ItemState, ProposalState
from sales_module.schedule.models import Proposal, ScheduleItem, Slot
from sales_module.schedule.services import Offer, Offered


@extend_schema_field({"type": "string", "example": "2026-03-03T14:00"})
class LocalTime(serializers.Field[datetime, Any, str, Any]):
    """A wall time without a zone, as `2026-03-03T14:00`."""

    def to_internal_value(self, data: Any) -> datetime:
        try:
            found = datetime.fromisoformat(data if isinstance(data, str) else "")
        except ValueError:
            found = None
        if found is None or found.tzinfo is not None:
            raise serializers.ValidationError("Write the local time without a zone, as 2026-03-03T14:00.")
        return found.replace(second=0, microsecond=0)

    def to_representation(self, value: datetime) -> str:
        return value.strftime("%Y-%m-%dT%H:%M")


class SlotInput(serializers.Serializer[Any]):
    local = LocalTime()
    zone = serializers.CharField(max_length=60)
    minutes = serializers.IntegerField(min_value=1, max_value=LONGEST_MINUTES, default=60)


class OfferInput(serializers.Serializer[Any]):
    slots = serializers.ListField(child=SlotInput(), min_length=1, max_length=SLOTS_AT_MOST)
    place = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    video_link = serializers.URLField(max_length=300, required=False, allow_blank=True, default="")
    message = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")


class ProposeInput(OfferInput):
    space = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=ItemKind.choices)
    title = serializers.CharField(max_length=150)
    agenda = serializers.CharField(max_length=4000, required=False, allow_blank=True, default="")


class CounterInput(OfferInput):
    proposal = serializers.UUIDField()


class AcceptInput(serializers.Serializer[Any]):
    slot = serializers.UUIDField()


class DeclineInput(serializers.Serializer[Any]):
    proposal = serializers.UUIDField()
    answer = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")


class WithdrawInput(serializers.Serializer[Any]):
    proposal = serializers.UUIDField()


class AgendaInput(serializers.Serializer[Any]):
    agenda = serializers.CharField(max_length=4000, allow_blank=True)


def offer_of(body: dict[str, Any]) -> Offer:
    return Offer(
        slots=[Offered(s["local"].date(), s["local"].time(), s["zone"], s["minutes"]) for s in body["slots"]],
        place=body["place"],
        video_link=body["video_link"],
        message=body["message"],
    )


class SlotSerializer(serializers.ModelSerializer[Slot]):
    local = serializers.SerializerMethodField()

    class Meta:
        model = Slot
        fields = ["id", "local", "zone", "minutes", "starts", "chosen"]
        read_only_fields = fields

    def get_local(self, slot: Slot) -> str:
        return f"{slot.day}T{slot.at:%H:%M}"


class ProposalSerializer(serializers.ModelSerializer[Proposal]):
    state = serializers.ChoiceField(choices=ProposalState.choices, read_only=True)
    slots = SlotSerializer(many=True, read_only=True)

    class Meta:
        model = Proposal
        fields = [
            "id", "number", "side", "by", "message", "place", "video_link", "state", "answered_at", "answered_by",
            "answer", "created", "slots",
        ]  # fmt: skip
        read_only_fields = fields


class ScheduleItemSerializer(serializers.ModelSerializer[ScheduleItem]):
    state = serializers.ChoiceField(choices=ItemState.choices, read_only=True)
    local = serializers.SerializerMethodField()
    turn = serializers.CharField(read_only=True, help_text="The side that answers; empty when no proposal is open.")
    proposals = ProposalSerializer(many=True, read_only=True)

    class Meta:
        model = ScheduleItem
        fields = [
            "id", "space", "kind", "title", "state", "turn", "local", "zone", "starts", "minutes", "place",
            "video_link", "agenda", "version", "created", "proposals",
        ]  # fmt: skip
        read_only_fields = fields

    def get_local(self, item: ScheduleItem) -> str | None:
        return f"{item.day}T{item.at:%H:%M}" if item.day and item.at else None
