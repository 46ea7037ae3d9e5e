"""The site's settings over a folder of its own that disappears with the process: tests never touch a real one."""

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="gongkai-test-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ.update(GONGKAI_HOME=_folder, GONGKAI_SECRET_KEY="only-for-tests")
# The server that the tests may use, and never the one that somebody works with.
os.environ.update(GONGKAI_DATABASE=os.environ.get("GONGKAI_TEST_DATABASE", ""))

# Read only now that its folder is named; a settings module is the names of another one.
from .site import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# After each test the record is as it was before: two tests come to the same state with something else in it.
# Those of the page cache itself put it back.
MIDDLEWARE = [name for name in MIDDLEWARE if not name.endswith(".PageCache")]  # noqa: F405 - as above
