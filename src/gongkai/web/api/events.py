"""What the ledger says about keys. Of who holds one it keeps only hashes."""

from gongkai.web.ledger.registry import EventKind, acts, kinds, track

track(
    "api.apikey",
    fields=("organ", "ident", "created_on", "ended_on"),
    digests=("name", "contact", "digest"),
)
acts(api__give_key="发放接口密钥", api__end_key="停用接口密钥")
kinds(
    EventKind("api.key_given", "发放接口密钥{after[ident]}"),
    EventKind("api.key_ended", "停用接口密钥{subject}"),
)
