"""Whether a reading agrees with the truth of a specimen: planted faults found, nobody accused falsely."""

import re
from typing import Any


def squeezed(text: str) -> str:
    """The text without white space."""
    return re.sub(r"\s", "", text)


def missed(truth: dict[str, Any], report: dict[str, Any]) -> list[dict[str, Any]]:
    """Planted faults that no finding names."""
    return [fault for fault in truth["faults"] if not _is_found(fault, truth, report)]


def _is_found(fault: dict[str, Any], truth: dict[str, Any], report: dict[str, Any]) -> bool:
    codes = {fault["code"], *fault.get("alternatives", [])}
    cells = set(fault["cells"])
    rows = {cell.rpartition(".")[0] for cell in cells} & set(truth.get("untellable", {}))
    if fault["code"] == "CELL_BLANK" and any(d["cell"].rpartition(".")[0] in rows for d in report["doubts"]):
        return True
    for finding in report["findings"]:
        names = set(finding["cells"])
        hit = not cells or cells & names or any(name.rpartition(".")[0] in rows for name in names)
        if finding["code"] in codes and hit and _shows(fault.get("quote", ""), finding):
            return True
    return False


def _shows(quote: str, finding: dict[str, Any]) -> bool:
    said = finding["message"] + "".join(evidence["text"] for evidence in finding["evidence"])
    return squeezed(quote) in squeezed(said)


def unplanted(truth: dict[str, Any], report: dict[str, Any], severity: str) -> list[tuple[Any, ...]]:
    """Findings of this severity that follow from no planted fault."""
    allowed: set[str] = set()
    for fault in truth["faults"]:
        allowed |= {fault["code"], *fault.get("also", []), *fault.get("alternatives", [])}
    return [
        (f["code"], f["cells"][:4], f["message"], [e["text"][:80] for e in f["evidence"]][:2])
        for f in report["findings"]
        if f["severity"] == severity and f["code"] not in allowed
    ]
