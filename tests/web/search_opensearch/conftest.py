"""A cluster to search on, and things that are public."""

import pytest

pytest.importorskip("opensearchpy", reason="the library of the cluster is an extra")

from gongkai.web.outbox import worker
from gongkai.web.search import opensearch, opensearch_feed
from tests.web.portal_search import conftest as pages
from tests.web.search_opensearch.cluster import Node, served

listed = pages.listed  # a fixture


@pytest.fixture(autouse=True)
def _only_what_is_asked_for(monkeypatch):
    """The daily look whether all that is listed is public would not find what these tests list."""
    monkeypatch.setattr(worker, "ask_daily", lambda *, at: None)


@pytest.fixture
def node(settings, organ):
    """A cluster, chosen by the settings, with an empty index."""
    node = Node()
    server = served(node)
    settings.SEARCH_CLUSTER, settings.SEARCH_CLUSTER_CA = server.address, ""
    yield node
    server.shutdown()
    server.server_close()
    opensearch._cluster.cache_clear()


@pytest.fixture
def ready(node):
    """The same, after its index was made."""
    assert list(opensearch_feed.rebuild())
    node.asked.clear()
    return node
