import factory

from portal.help.models import Feedback
from tests.factories.people import PersonFactory


class FeedbackFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Feedback

    person = factory.SubFactory(PersonFactory)
    text = "The list of quotations is clear."
    page = "/projects/"
    mood = 4
