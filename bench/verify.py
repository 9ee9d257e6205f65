"""Walks the hash chains of the data set, as `bin/manage audit_verify` does. Prints one line of JSON."""

import json
import sys
import time

import django

django.setup()

from portal.activity.chain import verify

if __name__ == "__main__":
    began = time.monotonic()
    for fault in verify():
        sys.exit(f"The trail is broken: {fault}")
    print(json.dumps({"verified_seconds": round(time.monotonic() - began, 1)}))
