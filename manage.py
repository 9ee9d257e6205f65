#!/usr/bin/env python3
"""Django's command line for Talkoo. `bin/manage` is the same inside the project's own environment."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.site")
    # Nobody has named an address for this installation, so it is a try-out on this machine.
    if "PORTAL_DEMO" not in os.environ and "PORTAL_BASE_URL" not in os.environ:
        os.environ["PORTAL_DEMO"] = "1"
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
