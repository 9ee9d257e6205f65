"""Plans as JSON. What a serializer reads has the names of the rows' fields, as the services take them."""

from typing import Any

from rest_framework import serializers

from coop_plan.plans.models import Action, ClockEvent, CoopPlan, Objective, PlanChange, Statement
from portal.spaces.choices import Side

ROW = ["id", "version"]


class StatementSerializer(serializers.ModelSerializer[Statement]):
    class Meta:
        model = Statement
        fields = [*ROW, "side", "kind", "text"]
        read_only_fields = [*ROW, "side"]


class ObjectiveSerializer(serializers.ModelSerializer[Objective]):
    class Meta:
        model = Objective
        fields = [*ROW, "title", "measure", "unit", "baseline", "target", "actual", "due"]
        read_only_fields = ROW


class ActionSerializer(serializers.ModelSerializer[Action]):
    """`owner` is the id of somebody taking part in the plan, `objective` that of an objective of the plan or null."""

    owner = serializers.UUIDField(source="owner_id")
    objective = serializers.UUIDField(source="objective_id", allow_null=True, required=False)

    class Meta:
        model = Action
        fields = [*ROW, "title", "owner", "due", "state", "progress", "objective"]
        read_only_fields = ROW


class ClockEventSerializer(serializers.ModelSerializer[ClockEvent]):
    """Without `day` it belongs to the whole month, without `year` it comes every year."""

    class Meta:
        model = ClockEvent
        fields = [*ROW, "title", "kind", "month", "day", "year"]
        read_only_fields = ROW


class PlanSerializer(serializers.ModelSerializer[CoopPlan]):
    id = serializers.UUIDField(source="pk", read_only=True)
    code_name = serializers.CharField(source="space.code_name", read_only=True)
    customer = serializers.UUIDField(source="space.customer_id", read_only=True)
    supplier = serializers.UUIDField(source="space.supplier_id", read_only=True)

    class Meta:
        model = CoopPlan
        fields = [
            "id", "version", "code_name", "customer", "supplier", "name", "horizon_months", "vision",
            "agreed_by", "agreed_on", "created",
        ]  # fmt: skip
        read_only_fields = ["id", "version", "code_name", "customer", "supplier", "created"]


class PlanDetailSerializer(PlanSerializer):
    """The whole plan with its rows."""

    statements = StatementSerializer(many=True, read_only=True)
    objectives = ObjectiveSerializer(many=True, read_only=True)
    actions = ActionSerializer(many=True, read_only=True)
    clock_events = ClockEventSerializer(many=True, read_only=True)

    class Meta(PlanSerializer.Meta):
        fields = [*PlanSerializer.Meta.fields, "statements", "objectives", "actions", "clock_events"]


class SeatSerializer(serializers.Serializer[dict[str, Any]]):
    """Somebody the plan starts with: a person of the account's team or of the customer, and a role code."""

    person = serializers.UUIDField()
    side = serializers.ChoiceField(choices=Side.choices)
    role = serializers.CharField(max_length=40)


class PlanStartSerializer(serializers.Serializer[dict[str, Any]]):
    account = serializers.UUIDField()
    name = serializers.CharField(max_length=120)
    code_name = serializers.CharField(max_length=40)
    horizon_months = serializers.IntegerField(min_value=1, max_value=120, default=24)
    agreed_by = serializers.CharField(max_length=150)
    agreed_on = serializers.DateField()
    seats = SeatSerializer(many=True)


class ChangeSerializer(serializers.ModelSerializer[PlanChange]):
    """One field of one row before and after a save."""

    who = serializers.CharField(allow_null=True, read_only=True)

    class Meta:
        model = PlanChange
        fields = ["id", "created", "who", "row_kind", "row_id", "version", "field", "old", "new"]
        read_only_fields = fields
