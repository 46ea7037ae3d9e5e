"""What of a question a document meets, as far as our questions go; what is not in the documented format is refused."""

import re

RUN = re.compile(r"[a-z0-9]+|[\u3400-\u9fff]+")
CLAUSES = {
    "bool": {"filter", "must", "should", "minimum_should_match"},
    "nested": {"path", "query", "score_mode", "inner_hits"},
    "exists": {"field"},
}
INNER_KEYS = {"name", "size", "_source", "docvalue_fields", "highlight"}


class Unparsable(Exception):
    """What a cluster answers with 400."""


def known(said, keys):
    """Nothing but these keys."""
    if unknown := set(said) - keys:
        raise Unparsable(f"unknown key {unknown}")


def sorted_by(hit, name):
    """What a hit is sorted by; what has no such value comes last in both orders, which one key cannot tell: none here."""
    return hit[2] if name == "_score" else hit[1][name]


def shown(body, hit):
    """A hit as the answer has it."""
    key, source, score, inner = hit
    answer = {"_id": key, "_score": score, "_source": {name: source[name] for name in body["_source"]}}
    if "highlight" in body:
        pattern = [phrase for field_, phrase in phrases(body["query"]) if field_ == "title"]
        answer["highlight"] = highlighted(body["highlight"], {"title": source["title"]}, pattern)
    return answer | ({"inner_hits": inner} if inner else {})


def highlighted(how, texts, patterns):
    """The fields in which something stands between the marks that were asked for."""
    known(how, {"type", "pre_tags", "post_tags", "fields"})
    marked = {}
    for name, options in how["fields"].items():
        known(options, {"number_of_fragments", "fragment_size"})
        if spans := merged(texts[name], patterns):
            marked[name] = [between(texts[name], spans, how["pre_tags"][0], how["post_tags"][0])]
    return marked


def merged(text, patterns):
    """Where the patterns stand, those that overlap as one."""
    spans = []
    for start, end in sorted(found.span() for one in patterns for found in re.finditer(one, text.lower())):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def between(text, spans, before, after):
    """The text with something before and after each span."""
    for start, end in reversed(spans):
        text = f"{text[:start]}{before}{text[start:end]}{after}{text[end:]}"
    return text


def counted(terms, sources):
    """A terms aggregation."""
    known(terms, {"field", "size"})
    counts = {}
    for source in sources:
        if (value := source[terms["field"]]) is not None:
            counts[value] = counts.get(value, 0) + 1
    most = sorted(counts.items(), key=lambda pair: -pair[1])[: terms["size"]]
    return {"sum_other_doc_count": 0, "buckets": [{"key": key, "doc_count": n} for key, n in most]}


def phrases(query):
    """Every phrase of a question, with its field."""
    if isinstance(query, dict):
        for key, value in query.items():
            if key == "match_phrase":
                ((name, said),) = value.items()
                yield name, r"[\W_]*".join(RUN.findall(said["query"].lower()))
            else:
                yield from phrases(value)
    elif isinstance(query, list):
        for one in query:
            yield from phrases(one)


def matched(query, source):
    """The score of a document, None when it does not match, and its inner hits."""
    ((verb, said),) = query.items()
    if verb in CLAUSES:
        known(said, CLAUSES[verb])
    match verb:
        case "bool":
            return _bool(said, source)
        case "nested":
            return _nested(said, source)
        case "exists":
            return (0.0 if source.get(said["field"]) is not None else None), {}
        case "term" | "prefix":
            ((name, wanted),) = said.items()
            known(wanted, {"value"})
            value = source[name]
            holds = value == wanted["value"] if verb == "term" else str(value).startswith(wanted["value"])
            return (0.0 if holds else None), {}
        case "match_phrase" | "match_phrase_prefix":
            ((name, wanted),) = said.items()
            known(wanted, {"query", "boost"} if verb == "match_phrase" else {"query"})
            texts = source[name.rpartition(".")[2]]
            pattern = r"[\W_]*".join(RUN.findall(wanted["query"].lower()))
            holds = any(
                re.search(pattern, text.lower()) for text in ([texts] if isinstance(texts, str) else texts)
            )
            return (wanted.get("boost", 1.0) if holds else None), {}
    raise Unparsable(f"unknown query {verb}")


def _bool(said, source):
    total, inner = 0.0, {}
    for clause in [*said.get("filter", ()), *said.get("must", ())]:
        score, below = matched(clause, source)
        if score is None:
            return None, {}
        total, inner = total + score, inner | below
    several = [matched(clause, source) for clause in said.get("should", ())]
    met = [one for one in several if one[0] is not None]
    if len(met) < said.get("minimum_should_match", 0):
        return None, {}
    for score, below in met:
        total, inner = total + score, inner | below
    return total, inner


def _nested(said, source):
    scored = [(matched(said["query"], one)[0], one) for one in source[said["path"]]]
    fitting = sorted(((score, one) for score, one in scored if score is not None), key=lambda pair: -pair[0])
    if not fitting:
        return None, {}
    if "inner_hits" not in said:
        return fitting[0][0], {}
    how = said["inner_hits"]
    known(how, INNER_KEYS)
    best = fitting[0][1]
    patterns = [pattern for _, pattern in phrases(said["query"])]
    hit = {
        "fields": {name: [best[name.rpartition(".")[2]]] for name in how["docvalue_fields"]},
        "highlight": highlighted(how["highlight"], {"passages.text": best["text"]}, patterns),
    }
    return fitting[0][0], {how["name"]: {"hits": {"total": {"value": len(fitting)}, "hits": [hit]}}}
