from typing import Any

from rest_framework import serializers

from portal.spaces.choices import History, Side
from portal.spaces.models import Participant


class ParticipantInput(serializers.Serializer[Any]):
    """Either `person`, or `email` with `home` (and perhaps `name`)."""

    space = serializers.UUIDField()
    person = serializers.UUIDField(required=False)
    email = serializers.EmailField(required=False)
    name = serializers.CharField(max_length=150, required=False, allow_blank=True, default="")
    home = serializers.UUIDField(required=False, help_text="The company of somebody new.")
    side = serializers.ChoiceField(choices=Side.choices)
    role = serializers.CharField(max_length=40)
    joined_history = serializers.ChoiceField(choices=History.choices, default=History.FROM_START)
    shown_to_other_side = serializers.BooleanField(default=True)
    key_contact = serializers.BooleanField(default=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("person" in attrs) == ("email" in attrs):
            raise serializers.ValidationError({"person": ["Send either person or email."]})
        if "email" in attrs and "home" not in attrs:
            raise serializers.ValidationError({"home": ["Name the company."]})
        return attrs


class RoleInput(serializers.Serializer[Any]):
    role = serializers.CharField(max_length=40)
    shown_to_other_side = serializers.BooleanField()
    key_contact = serializers.BooleanField()


class SeatedSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField(source="shown_name")
    email = serializers.EmailField(allow_null=True)
    phone = serializers.CharField()
    job_title = serializers.CharField()
    time_zone = serializers.CharField()


class ParticipantSerializer(serializers.ModelSerializer[Participant]):
    person = SeatedSerializer(read_only=True)
    organisation_name = serializers.CharField(source="organisation.name", read_only=True)

    class Meta:
        model = Participant
        fields = [
            "id", "space", "person", "organisation", "organisation_name", "side", "role", "starts", "ends",
            "joined_history", "key_contact", "shown_to_other_side", "version",
        ]  # fmt: skip
        read_only_fields = fields
