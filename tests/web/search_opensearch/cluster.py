"""A cluster of one small node: it keeps what it is sent and answers in the documented format. What is not in the format is
refused with 400, as a real one does."""

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.web.search_opensearch.matching import Unparsable, counted, known, matched, shown, sorted_by

SEARCH_KEYS = {"from", "size", "track_total_hits", "_source", "query", "sort", "aggs", "highlight"}
SEARCH_PARAMS = {"allow_partial_search_results"}
CLAUSES = {
    "bool": {"filter", "must", "should", "minimum_should_match"},
    "nested": {"path", "query", "score_mode", "inner_hits"},
    "exists": {"field"},
}
INNER_KEYS = {"name", "size", "_source", "docvalue_fields", "highlight"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came."""

    method: str
    path: str
    params: dict
    body: object


@dataclass
class Index:
    """One index: its mapping, and each document with its version."""

    shape: dict
    docs: dict = field(default_factory=dict)


class Node:
    """What the node keeps; `refuses` are document ids that it answers with a status, `is_closed` answers 503 to all."""

    def __init__(self):
        self.indices, self.aliases, self.asked = {}, {}, []
        self.refuses, self.is_closed = {}, False

    def searches(self):
        """The bodies of all searches."""
        return [one.body for one in self.asked if one.path.endswith("/_search")]

    def docs(self, name):
        """What an index holds, by id."""
        return {key: source for key, (_, source) in self.index(name).docs.items() if source is not None}

    def index(self, name):
        """An index by its name or its alias."""
        return self.indices[self.aliases.get(name, name)]

    def answer(self, asked):
        """Status and body."""
        self.asked.append(asked)
        if self.is_closed:
            return 503, {"error": {"type": "cluster_block_exception"}, "status": 503}
        first, _, rest = asked.path.strip("/").partition("/")
        if first == "_aliases":
            return self._swap(asked.body["actions"])
        if first == "_bulk":
            return 200, {"took": 1, "errors": False, "items": [*self._bulk(asked.body)]}
        if not rest:
            return self._whole(asked.method, first, asked.body)
        if self.aliases.get(first, first) not in self.indices:
            return 404, {"error": {"type": "index_not_found_exception"}, "status": 404}
        if rest == "_search":
            return self._search(first, asked)
        if rest == "_refresh":
            return 200, {"_shards": {"failed": 0}}
        return self._one(asked, first, rest.removeprefix("_doc/"))

    def _whole(self, method, name, body):
        if method == "GET":  # with a star at the end
            return 200, {one: {} for one in self.indices if one.startswith(name.removesuffix("*"))}
        assert set(body) == {"settings", "mappings"}
        self.indices[name] = Index(body)
        return 200, {"acknowledged": True, "index": name}

    def _swap(self, actions):
        for action in actions:
            ((verb, said),) = action.items()
            if verb == "add":
                self.aliases[said["alias"]] = said["index"]
            elif verb == "remove_index":
                del self.indices[said["index"]]
            else:
                raise Unparsable(verb)
        return 200, {"acknowledged": True}

    def _bulk(self, lines):
        waiting = iter(lines)
        for line in waiting:
            ((verb, said),) = line.items()
            assert set(said) == {"_index", "_id", "version", "version_type"}, said
            assert said["version_type"] == "external_gte"
            source = next(waiting) if verb == "index" else None
            status = self.refuses.get(said["_id"]) or self._write(
                said["_index"], said["_id"], said["version"], source
            )
            yield {verb: {"_index": said["_index"], "_id": said["_id"], "status": status}}

    def _write(self, name, key, version, source):
        index = self.index(name)
        for property_ in source or ():  # the mapping is strict
            if property_ not in index.shape["mappings"]["properties"]:
                return 400
        kept, _ = index.docs.get(key, (-1, None))
        if version < kept:
            return 409
        index.docs[key] = (version, source)
        return 200 if source is not None or kept >= 0 else 404

    def _one(self, asked, name, key):
        if asked.method == "GET":
            _, source = self.index(name).docs.get(key, (0, None))
            if source is None:
                return 404, {"_id": key, "found": False}
            return 200, {"_id": key, "found": True, "_source": source}
        assert asked.params["version_type"] == "external_gte"
        status = self._write(name, key, int(asked.params["version"]), asked.body)
        return status, {"_id": key, "status": status}

    def _search(self, name, asked):
        known(asked.body, SEARCH_KEYS)
        known(asked.params, SEARCH_PARAMS)
        query = asked.body["query"]
        found = []
        for key, source in self.docs(name).items():
            score, inner = matched(query, source)
            if score is not None:
                found.append((key, source, score, inner))
        for sort in reversed(asked.body["sort"]):
            ((by, how),) = sort.items()
            known(how, {"order", "missing"})
            found.sort(key=lambda hit: sorted_by(hit, by), reverse=how["order"] == "desc")
        cap = asked.body["track_total_hits"]
        total = (
            {}
            if cap is False
            else {"total": {"value": min(len(found), cap), "relation": "gte" if len(found) > cap else "eq"}}
        )
        first = asked.body.get("from", 0)
        hits = [shown(asked.body, hit) for hit in found[first : first + asked.body["size"]]]
        aggs = {
            key: counted(terms["terms"], [source for _, source, *_ in found])
            for key, terms in asked.body.get("aggs", {}).items()
        }
        return 200, {"took": 1, "timed_out": False, "hits": {**total, "hits": hits}, "aggregations": aggs}


def served(node):
    """A server for the node, running, with `address`."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self):
            parts = urlsplit(self.path)
            raw = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            is_lines = (
                self.headers.get("Content-Type", "").startswith("application/x-ndjson")
                or parts.path == "/_bulk"
            )
            body = [json.loads(line) for line in raw.splitlines()] if is_lines else json.loads(raw or "null")
            asked = Asked(self.command, unquote(parts.path), dict(parse_qsl(parts.query)), body)
            try:
                status, answer = node.answer(asked)
            except Unparsable as fault:
                status, answer = (
                    400,
                    {"error": {"type": "parsing_exception", "reason": str(fault)}, "status": 400},
                )
            data = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json; charset=UTF-8")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _answer  # noqa: N815 - names of the library

        def log_message(self, *_args):
            """Not to the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.address = f"http://127.0.0.1:{server.server_port}"
    return server
