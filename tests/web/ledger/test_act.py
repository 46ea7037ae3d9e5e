"""An act is written whole, with its events, or not at all."""

import pytest

pytestmark = pytest.mark.django_db
