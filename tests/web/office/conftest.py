"""Browsers of colleagues with one duty each."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.web.conftest import sign_in


@pytest.fixture
def browser_of(person_with) -> Callable[..., Client]:
    """`browser_of("clerk", organ)`: the browser of a colleague who has signed in and holds the duty."""

    def opened(duty, organ, **fields) -> Client:
        return sign_in(Client(), person_with(duty, organ, **fields))

    return opened
