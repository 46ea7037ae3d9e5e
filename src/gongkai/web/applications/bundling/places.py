"""Where in a bundle one finds what a result rests on."""

from collections.abc import Mapping

# In which folder one finds what a result rests on (outcomes.toml, proof); what is not named here the officer wrote down.
PROVEN_IN: Mapping[str, str] = {
    "search_record": "04 检索记录",
    "third_party_consultation": "06 征求意见",
    "correction_history": "05 补正",
    "correction_served": "05 补正",
    "correction_lapse": "05 补正",
    "fee_notice_served": "07 收费",
    "fee_lapse": "07 收费",
    "reasons_asked": "03 办理经过",
    "withdrawal": "03 办理经过",
    "earlier_reply": "09 文书",
}
WRITTEN_IN = "08 答复的依据"
