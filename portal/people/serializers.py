"""People and organisations as JSON."""

from typing import Any

from rest_framework import serializers

from portal.people.choices import Language, MailPreset
from portal.people.models import ApiToken, Organisation, Person


class OrganisationSerializer(serializers.ModelSerializer[Organisation]):
    class Meta:
        model = Organisation
        fields = [
            "id", "name", "in_supplier_group", "business_id", "address", "postal_code", "city", "region", "country",
            "phone", "website",
        ]  # fmt: skip
        read_only_fields = fields


class PersonSerializer(serializers.ModelSerializer[Person]):
    """What others may know of a person."""

    class Meta:
        model = Person
        fields = [
            "id", "name", "email", "organisation", "job_title", "phone", "spoken_languages", "video_link", "time_zone",
        ]  # fmt: skip
        read_only_fields = fields


class MeSerializer(serializers.ModelSerializer[Person]):
    """One's own profile; `version` goes into `If-Match`."""

    class Meta:
        model = Person
        fields = [*PersonSerializer.Meta.fields, "language", "mail_preset", "version"]
        read_only_fields = fields


class MeChangeSerializer(serializers.Serializer[Any]):
    """The fields to change; what is not sent stays."""

    name = serializers.CharField(max_length=150, required=False)
    job_title = serializers.CharField(max_length=120, required=False, allow_blank=True)
    phone = serializers.CharField(max_length=60, required=False, allow_blank=True)
    spoken_languages = serializers.CharField(max_length=120, required=False, allow_blank=True)
    video_link = serializers.URLField(max_length=200, required=False, allow_blank=True)
    language = serializers.ChoiceField(choices=Language.choices, required=False)
    time_zone = serializers.CharField(max_length=60, required=False)
    mail_preset = serializers.ChoiceField(choices=MailPreset.choices, required=False)


class TokenSerializer(serializers.ModelSerializer[ApiToken]):
    class Meta:
        model = ApiToken
        fields = ["id", "name", "created", "expires", "last_used"]
        read_only_fields = fields


class TokenCreateSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=80)
    days = serializers.IntegerField(min_value=1, max_value=365, default=90)


class TokenMadeSerializer(TokenSerializer):
    """With the secret, in this one answer only."""

    secret = serializers.CharField(read_only=True)

    class Meta(TokenSerializer.Meta):
        fields = [*TokenSerializer.Meta.fields, "secret"]
        read_only_fields = fields
