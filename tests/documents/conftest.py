from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from documents.models import DocumentRevision
from documents.services import revision_check
from tests.factories import documents as build

DATA = Path(__file__).parents[1] / "data" / "documents"


@pytest.fixture
def sample() -> Callable[[str], bytes]:
    """sample("minimal-valid.pdf") → its bytes."""
    return lambda name: (DATA / name).read_bytes()


@pytest.fixture
def a_file(sample):
    """a_file("Spec.pdf") → a form's file with the bytes of a good PDF, or the given ones."""

    def make(name: str, content: bytes | None = None) -> SimpleUploadedFile:
        return SimpleUploadedFile(name, sample("minimal-valid.pdf") if content is None else content)

    return make


@pytest.fixture
def check_all():
    """Does what the worker would: looks into every file that waits for its check."""

    def run() -> None:
        for revision in DocumentRevision.objects.filter(state="checking").order_by("id"):
            revision_check(revision.pk)

    return run


@pytest.fixture
def spec(aurora, cast):
    """A technical document of the supplier's, revision 1."""
    return build.document(aurora, by=cast.sales)
