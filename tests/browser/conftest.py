"""One product and one browser for all journeys of a worker."""

import os

import pytest

from .product import Product, Running
from .someone import Someone


@pytest.fixture(scope="session")
def product(chromium):
    """The product: the one that runs on THRESHOLD_RUNNING_PORT, started from this checkout, or one of our own."""
    port = os.environ.get("THRESHOLD_RUNNING_PORT")
    with Running(port) if port else Product() as running:
        yield running


@pytest.fixture
def someone(chromium, product):
    """``someone(username, size)``: a person at a browser; nothing may have gone wrong for any of them."""
    people = []

    def come(username, size):
        people.append(Someone(chromium, product.address, size, username))
        return people[-1]

    yield come
    for one in people:
        one.context.close()
