"""Handlers that live as long as one test."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from gongkai.web.outbox import registry
from gongkai.web.outbox.actions import ask

NOON = datetime(2026, 3, 5, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
MINUTE = timedelta(minutes=1)


@pytest.fixture
def topics(monkeypatch):
    """The register of handlers, empty; what a test adds is gone after it."""
    monkeypatch.setattr(registry, "_handlers", {})
    monkeypatch.setattr(registry, "_daily", set())
    return registry


@pytest.fixture
def runs(topics):
    """The tasks that three handlers were given: an exact one, an outside one, and one that fails while `fails` is set."""

    class Runs(list):
        fails: Exception | None = None

        def add(self, task):
            self.append(task)

        def fail(self, task):
            self.append(task)
            if self.fails:
                raise self.fails

    seen = Runs()
    topics.handler("test.exact")(seen.add)
    topics.outside("test.outside")(seen.add)
    topics.handler("test.failing")(seen.fail)
    return seen


def asked(topic, key="1", *, due_at=NOON, **payload):
    """Ask for an errand in a transaction of its own."""
    with transaction.atomic():
        ask(topic, payload, key=key, due_at=due_at)
