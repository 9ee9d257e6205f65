from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from sales_module.projects.choices import GATED, Outcome, Phase, Tool
from sales_module.projects.models import Project, ProjectAgreement
from sales_module.projects.selectors import PhaseStep, phase_steps


class ProjectInput(serializers.Serializer[Any]):
    customer = serializers.UUIDField()
    code_name = serializers.CharField(max_length=40)
    name = serializers.CharField(max_length=150)
    description = serializers.CharField(max_length=4000, required=False, allow_blank=True, default="")


class DetailsInput(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=150)
    description = serializers.CharField(max_length=4000, allow_blank=True)


class GatesInput(serializers.Serializer[Any]):
    """Phase → planned day; phases left out keep theirs."""

    def get_fields(self) -> dict[str, Any]:
        return {phase.value: serializers.DateField(required=False, allow_null=True) for phase in GATED}


class MoveInput(serializers.Serializer[Any]):
    seen = serializers.ChoiceField(choices=Phase.choices, help_text="The phase you looked at.")
    phase = serializers.ChoiceField(choices=[(p.value, p.label) for p in GATED])


class CloseInput(serializers.Serializer[Any]):
    outcome = serializers.ChoiceField(choices=Outcome.choices)


class AgreementInput(serializers.Serializer[Any]):
    agreed_by = serializers.CharField(max_length=150)
    agreed_on = serializers.DateField()
    tools = serializers.MultipleChoiceField(choices=Tool.choices, allow_empty=False)


class PhaseSerializer(serializers.Serializer[PhaseStep]):
    phase = serializers.ChoiceField(choices=Phase.choices)
    state = serializers.ChoiceField(choices=["past", "present", "future"])
    planned_on = serializers.DateField(allow_null=True)
    passed_at = serializers.DateTimeField(allow_null=True)


class CompanySerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()


class ProjectSerializer(serializers.ModelSerializer[Project]):
    """A project the person may read, with its line of phases."""

    id = serializers.UUIDField(source="pk", read_only=True)
    code_name = serializers.CharField(source="space.code_name", read_only=True)
    supplier = CompanySerializer(source="space.supplier", read_only=True)
    customer = CompanySerializer(source="space.customer", read_only=True)
    phase = serializers.ChoiceField(choices=Phase.choices, read_only=True)
    outcome = serializers.CharField(read_only=True)
    phases = serializers.SerializerMethodField()

    class Meta:
        model = Project
        fields = [
            "id", "code_name", "name", "description", "supplier", "customer", "phase", "outcome", "phases", "agreed_on",
            "released_at", "version",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(PhaseSerializer(many=True))
    def get_phases(self, project: Project) -> list[Any]:
        passages = {row.phase: row for row in project.passages.all()}
        return [PhaseSerializer(step).data for step in phase_steps(Phase(project.phase), passages)]


class AgreementSerializer(serializers.ModelSerializer[ProjectAgreement]):
    tools = serializers.ListField(child=serializers.ChoiceField(choices=Tool.choices), read_only=True)

    class Meta:
        model = ProjectAgreement
        fields = ["id", "agreed_by", "agreed_on", "tools", "recorded_by", "created", "withdrawn_at", "withdrawn_by"]
        read_only_fields = fields
