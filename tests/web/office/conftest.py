"""Browsers of colleagues with one duty each."""

from collections.abc import Callable

import pytest
from django.test import Client


@pytest.fixture
def browser_of(person_with) -> Callable[..., Client]:
    """`browser_of("clerk", organ)`: the browser of a colleague who has signed in and holds the duty."""

    def opened(duty, organ, **fields) -> Client:
        client = Client()
        client.force_login(person_with(duty, organ, **fields))
        return client

    return opened
