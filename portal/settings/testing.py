"""Settings of the test suite: the same site in a throw-away folder of each test process."""

import atexit
import os
import shutil
import tempfile

# A folder with more sample files than the repository holds; tests that sweep over them ask for it.
PORTAL_TEST_DATA = os.environ.get("PORTAL_TEST_DATA", "")

# Never the folder of a real installation, whatever the shell says.
_data = tempfile.mkdtemp(prefix="talkoo-test-")
_owner = os.getpid()


@atexit.register
def _remove() -> None:
    if os.getpid() == _owner:  # not when a forked child ends
        shutil.rmtree(_data, ignore_errors=True)


for _name in [name for name in os.environ if name.startswith("PORTAL_")]:
    del os.environ[_name]
os.environ.update(PORTAL_DATA=_data, PORTAL_DEMO="1")

from portal.settings.site import *  # noqa: E402, F403
from portal.settings.site import DATABASES, PORTAL_DATA, STORAGES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, so that a worker the suite starts sees it; what only a power cut could tell apart is switched off.
    DATABASES["default"]["TEST"] = {"NAME": str(PORTAL_DATA / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"] = {
        **DATABASES["default"]["OPTIONS"],
        "init_command": DATABASES["default"]["OPTIONS"]["init_command"].replace("synchronous=FULL", "synchronous=OFF"),
    }

# Argon2 is slow by design; sign-in tests that are about hashing name it themselves.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
