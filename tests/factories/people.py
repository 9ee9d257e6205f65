"""Builders with fixed values. What a test is about, it names itself."""

import factory

from portal.people.models import Organisation, OrganisationRole, Person

PASSWORD = "talkoo-demo-2026"


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Organisation {n}")


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.Sequence(lambda n: f"person{n}@example.example")
    password = factory.django.Password(PASSWORD)
    can_sign_in = True
    time_zone = "Europe/Helsinki"


class OrganisationRoleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OrganisationRole

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SelfAttribute("person.organisation")
    role = "member"
