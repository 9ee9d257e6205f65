"""Asks for PDFs of quotations nobody has asked for yet and waits for the worker.

`python -m bench.pdfs SIZE NUMBER` prints one line of JSON.
"""

import json
import sys
import time
from typing import Any

import django

django.setup()

from bench.places import DataSet
from portal.jobs.choices import UNFINISHED
from portal.jobs.models import Job
from portal.people.models import Person
from sales_module.quotations.models import QuotationRevision, RevisionPdf
from sales_module.quotations.services import pdf_request

PATIENCE = 180


def main(size: str, number: int) -> dict[str, Any]:
    asker = Person.objects.get(email=DataSet(size).measured["people"]["buyer"])
    without = QuotationRevision.objects.filter(state="sent", pdfs=None).select_related("quotation__space")
    began = time.monotonic()
    jobs = [pdf_request(actor=asker, revision=one, language="en") for one in without.order_by("pk")[:number]]
    ids = [job.pk for job in jobs]
    while Job.objects.filter(pk__in=ids, state__in=UNFINISHED).exists():
        if time.monotonic() - began > PATIENCE:
            sys.exit("The worker did not make the PDFs.")
        time.sleep(0.1)
    done = list(Job.objects.filter(pk__in=ids, state="done"))
    if len(done) != number:
        sys.exit("A PDF failed.")
    made = RevisionPdf.objects.filter(revision__in=[job.args["revision"] for job in done]).select_related("blob")
    return {
        "ms": sorted(round((job.finished - job.started).total_seconds() * 1000) for job in done),
        "bytes": max(pdf.blob.size for pdf in made),
        "seconds_for_all": round(time.monotonic() - began, 2),
    }


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], int(sys.argv[2]))))
