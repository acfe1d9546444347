"""What only the tests change: where the data lies, and how dear a password is."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from courtyard.config.environment import database

VAR = Path(tempfile.mkdtemp(prefix="courtyard-test-"))
atexit.register(shutil.rmtree, VAR, ignore_errors=True)
_url = os.environ.get("COURTYARD_TEST_DATABASE", f"sqlite:///{VAR}/test.sqlite3")
DATABASES = {"default": database(_url, synchronous="OFF")}
if _url.startswith("sqlite"):
    # A file, not memory: WAL, IMMEDIATE and two connections behave there as they do for people.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
else:
    DATABASES["default"]["TEST"] = {"NAME": f"courtyard_test_{os.environ.get('TEST_DB_SUFFIX', os.getpid())}"}
    DATABASES["default"]["CONN_MAX_AGE"] = 0
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "files", "base_url": None},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CHECKPOINT_KEY = VAR / "checkpoint.key"
VOTE_KEYS = VAR / "vote-keys"
PAY_KEYS = VAR / "pay-keys"
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir()
