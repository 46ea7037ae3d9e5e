"""核验证据包: a program that stands alone and is put into every bundle; it knows the standard library, not this system.

    python3 -I -S 核验.py               the folder in which it lies
    python3 -I -S 核验.py 证据包.zip    a bundle that was not unpacked, or another folder

It says in plain Chinese what it found; 0 when everything holds, else 1. Python 3.8 is enough. The days it reckons by itself,
one by one, from the events, the lengths and the calendar in the bundle.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import zipfile
from datetime import date, timedelta
from pathlib import Path

HASHES, CLOCK, LEDGER = "哈希清单.txt", "11 期限的计算/期限.json", "12 台账摘录/台账摘录.json"
LINE = re.compile(r"([0-9a-f]{64})  (.+)\n")
LEFT_BEHIND = (".DS_Store", "Thumbs.db", "desktop.ini")  # by systems, beside the files
SAID = ("position", "kind", "subject", "on", "at", "person", "duty", "appointment", "article", "body")
ENDS = ("correction_lapsed", "fee_lapsed", "withdrawn", "voided", "split")
REPLIES = ("replied", "posted", "served", "announced")
OPINIONS = {"third_party": "third_party_due", "organ": "organ_due", "co_maker": "co_maker_due"}
# The parts of an event as the reckoning calls them, and as the ledger does.
COLUMNS = {"id": "ref", "until": "until_on", "by": "reopener"}
COLUMNS.update((name, name) for name in ("kind", "on", "days", "limit_on", "of", "outcome"))
DAY = timedelta(days=1)


def verified(files: dict[str, bytes]) -> tuple[list[str], list[str]]:
    """Everything that can be known from the bundle alone: what holds, and what does not."""
    good: list[str] = []
    bad: list[str] = []
    try:
        listed = _listed(files)
        faults = _faults_of_files(files, listed)
        good += [] if faults else [f"{len(listed)}个文件的哈希（SHA-256）都与清单相符。"]
        bad += faults
        clock, ledger = (json.loads(files[name].decode("utf-8")) for name in (CLOCK, LEDGER))
        faults = [fault for chain in ledger["chains"] for fault in _faults_of_chain(chain)]
        good += [] if faults else ["台账摘录每一条的哈希都与内容相符，相邻的各条首尾相接。"]
        rows = _rows_of(ledger)
        wrong = _faults_of_events(clock, rows)
        good += [] if wrong else [f"计算期限所依据的{len(clock['events'])}个事项都与台账相符。"]
        bad += faults + wrong
        _look_at_the_days(clock, rows, good, bad)
    except (KeyError, ValueError, TypeError, AttributeError, OverflowError) as error:
        bad.append(f"缺少应有的文件或者内容，或者格式不对：{error}。")
    return good, bad


def _listed(files: dict[str, bytes]) -> dict[str, str]:
    text = files.get(HASHES, b"").decode("utf-8")
    listed = {name: hash_ for hash_, name in LINE.findall(text)}
    if "".join(f"{listed[name]}  {name}\n" for name in sorted(listed)) != text:
        raise ValueError(f"“{HASHES}”不是每行一个哈希和一个文件名、按文件名排列")
    return listed


def _faults_of_files(files: dict[str, bytes], listed: dict[str, str]) -> list[str]:
    """Every file has its hash in the list, and every hash its file."""
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    altered = sorted(name for name in set(listed) & set(files) if hashes[name] != listed[name])
    return [
        *(f"文件被改动过，与清单里的哈希不符：{name}。" for name in altered),
        *(f"少了文件：{name}。" for name in sorted(set(listed) - set(files))),
        *(f"多了文件，清单里没有：{name}。" for name in sorted(set(files) - set(listed) - {HASHES})),
    ]


def _faults_of_chain(chain: dict) -> list[str]:
    """Each entry has the hash of what it says; those that follow each other are linked; none comes after the head."""
    faults, last, head = [], {"position": 0, "hash": "0" * 64}, chain["head"]
    for entry in chain["entries"]:
        content = dict({name: entry[name] for name in SAID}, organ=chain["organ"])
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        linked = f"{entry['previous']}\n{text}".encode()
        step = entry["position"] - last["position"]
        wrong = {
            "的内容与它的哈希不符，被改动过": hashlib.sha256(linked).hexdigest() != entry["hash"],
            "的先后不对": step < 1,
            "与上一条接不上": step == 1 and entry["previous"] != last["hash"],
            "超出了链头": entry["position"] > head["position"],
            "与链头不符": entry["position"] == head["position"] and entry["hash"] != head["hash"],
        }
        where = f"{chain['organ_name']}台账第{entry['position']}条"
        faults += [f"{where}{what}。" for what, is_so in wrong.items() if is_so]
        last = entry
    return faults


def _rows_of(ledger: dict) -> dict:
    """What the ledger last said of each row, by the kind of row and its number."""
    rows: dict = {}
    for chain in ledger["chains"]:
        for entry in chain["entries"]:
            label, number = entry["subject"]
            rows.setdefault((label, number), {}).update(json.loads(entry["body"]).get("after", {}))
    return rows


def _faults_of_events(clock: dict, rows: dict) -> list[str]:
    """The events from which the days are reckoned are those of the ledger, all of them, as they were entered."""
    entered = {number: row for (label, number), row in rows.items() if label == "applications.happening"}
    faults = []
    for event in clock["events"]:
        row = entered.pop(event["entry"], {})
        wrong = [name for name in COLUMNS if (event.get(name) or "") != (row.get(COLUMNS[name]) or "")]
        faults += [f"{event['on']}的“{event['kind']}”与台账不符：{'、'.join(wrong)}。"] if wrong else []
    return faults + [f"台账里{row['on']}的“{row['kind']}”没有列入期限的计算。" for row in entered.values()]


def _look_at_the_days(clock: dict, rows: dict, good: list[str], bad: list[str]) -> None:
    """The due day comes out the same when somebody else reckons it, and is the one that the ledger knows."""
    rounds = Reckoning(clock).rounds()
    told = [{key: one[key] for key in ("due_on", "made_on")} for one in clock["rounds"]]
    if rounds == told:
        good.append(f"重新计算的结果与证据包写明的相同：{_told(rounds)}。")
    else:
        bad.append(f"重新计算的结果是：{_told(rounds)}；证据包写明：{_told(told)}。")
    known = rows["applications.application", clock["application_id"]]
    registered, last = known.get("due_on"), rounds[-1]["due_on"]
    if last not in (None, registered):
        said = f"台账登记的答复期限是{registered}，重新计算是{last}。"
        if known.get("law_version") == clock["law_version"]:
            bad.append(said)
        else:
            good.append(f"{said}登记以后，工作日历或者期限的规定有变动。")


def _told(rounds: list[dict]) -> str:
    """第1轮应在2026-03-05以前答复，2026-03-04答复."""
    said = []
    for place, one in enumerate(rounds, 1):
        due = f"应在{one['due_on']}以前答复" if one["due_on"] else "没有在计算答复期限"
        made = f"，{one['made_on']}答复" if one["made_on"] else ""
        late = "，超期" if made and one["due_on"] and one["made_on"] > one["due_on"] else ""
        said.append(f"第{place}轮{due}{made}{late}")
    return "；".join(said)


class Reckoning:
    """Articles 30 to 35 once more, written apart from the system that made the bundle."""

    def __init__(self, clock: dict) -> None:
        self.events = sorted(clock["events"], key=lambda event: (event["on"], event["entry"]))
        self.lengths = {row["code"]: row["workdays"] for row in clock["lengths"]}
        self.rest = {row["on"] for row in clock["calendar"]["days"] if not row["is_worked"]}
        self.work = {row["on"] for row in clock["calendar"]["days"] if row["is_worked"]}
        self.received = self.start = self.fixed = self.final = self.closed = self.made = None
        self.length = self.extra = 0
        self.waits: set[str] = set()
        self.is_late_notice = False
        self.asked: dict = {}

    def rounds(self) -> list[dict]:
        """Of the first handling and of each further one: the last day for the reply, and the day of the reply."""
        found = []
        for event in self.events:
            if event["kind"] == "reopened":
                found.append(self._result())
            self._take(event, date.fromisoformat(event["on"]))
        return [*found, self._result()]

    def _result(self) -> dict:
        due = self._due()
        return {"due_on": due and due.isoformat(), "made_on": self.made}

    def _is_workday(self, day: date) -> bool:
        on = day.isoformat()
        return on in self.work or (day.weekday() < 5 and on not in self.rest)

    def _after(self, day: date, code: str, more: int = 0) -> date:
        """The last day of a length, in working days; the first day does not count."""
        left = (self.lengths[code] if code else 0) + more
        while left:
            day += DAY
            left -= self._is_workday(day)
        return day

    def _due(self) -> date | None:
        if self.closed is not None:
            return self.final
        if self.start is None or self.waits:
            return None
        return self.fixed or self._after(self.start, "", self.length + self.extra + self._paused())

    def _paused(self) -> int:
        """Working days while others were asked; a day on which several were asked counts once."""
        days = set()
        for one in self.asked.values():
            first, last = max(one["sent"], self.start), min(one["closed"] or one["limit"], one["limit"])
            if one["counts"]:
                days.update(first + DAY * number for number in range(1, (last - first).days + 1))
        return sum(map(self._is_workday, days))

    def _begin(self, day: date, code: str) -> None:
        self.start, self.length = day, self.lengths[code]
        if self.fixed is not None and self.fixed <= self._after(day, code, self.extra):
            self.fixed = None

    def _end(self, day: date) -> None:
        self.final, self.closed = self._due(), day

    def _revive(self) -> None:
        for one in self.asked.values():
            one["closed"] = one["closed"] or self.closed
        self.closed = self.final = None

    def _take(self, event: dict, on: date) -> None:
        taken = getattr(self, f"_{event['kind']}", None)
        if taken is not None:
            taken(event, on)
        elif event["kind"] in ENDS + REPLIES and self.closed is None:
            self._end(on)
            self.made = event["on"] if event["kind"] in REPLIES else self.made

    def _received(self, _event: dict, on: date) -> None:
        self.received = on
        self._begin(on, "reply_due")

    def _correction_asked(self, _event: dict, on: date) -> None:
        self.is_late_notice = on > self._after(self.received, "correction_notice_due")
        if not self.is_late_notice:
            self.waits.add("correction")

    def _corrected(self, _event: dict, on: date) -> None:
        self.waits.discard("correction")
        if self.closed is not None:
            self._revive()
        if not self.is_late_notice:
            self._begin(on, "reply_due")

    def _consultation_sent(self, event: dict, on: date) -> None:
        due = self._due()
        asked = {"sent": on, "closed": None, "of": event["of"], "counts": due is None or on <= due}
        self.asked[event["id"]] = dict(asked, limit=self._after(on, "unserved_due"))

    def _consultation_received(self, event: dict, on: date) -> None:
        one = self.asked[event["id"]]
        one["limit"] = self._after(on, OPINIONS[one["of"]])

    def _consultation_closed(self, event: dict, on: date) -> None:
        self.asked[event["id"]]["closed"] = on

    def _extended(self, event: dict, _on: date) -> None:
        self.extra = event["days"]

    def _delayed(self, event: dict, _on: date) -> None:
        self.fixed = date.fromisoformat(event["until"])

    def _fee_noticed(self, _event: dict, _on: date) -> None:
        self.waits.add("payment")

    def _fee_paid(self, _event: dict, on: date) -> None:
        self.waits.discard("payment")
        self._begin(on, "paid_reply_due")

    def _reopened(self, event: dict, on: date) -> None:
        self._revive()
        self.waits.clear()
        self.made = self.fixed = None
        self.extra = 0
        self._begin(on, "reopened_reply_due")
        if event.get("limit_on"):
            self.fixed = date.fromisoformat(event["limit_on"])


def read(where: Path) -> dict[str, bytes]:
    """Every file of a bundle, unpacked or not, by its place in it."""
    if not where.is_dir():
        with zipfile.ZipFile(str(where)) as packed:
            return {name: packed.read(name) for name in packed.namelist() if not name.endswith("/")}
    files = {}
    for path in where.rglob("*"):
        name = path.relative_to(where).as_posix()
        is_the_packed_one = "/" not in name and name.endswith(".zip")
        if path.is_file() and path.name not in LEFT_BEHIND and not is_the_packed_one:
            files[name] = path.read_bytes()
    return files


def main(arguments: list[str]) -> int:
    """Look at the bundle and tell what was found."""
    try:
        files = read(Path(arguments[0]) if arguments else Path(__file__).resolve().parent)
    except (OSError, zipfile.BadZipFile) as error:
        print(f"读不出证据包：{error}。")
        return 1
    good, bad = verified(files)
    print("\n".join([*(f"相符　{said}" for said in good), *(f"不符　{said}" for said in bad)]))
    print(f"核验完毕：发现{len(bad)}处不符。" if bad else "核验完毕：全部相符。")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
