"""What `gongkai verify` finds: where something is not as the ledger says, what it is, and what to do."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is not as it should be; `code` is stable, the rest is for people."""

    code: str
    where: str
    what: str
    advice: str
    organ: int | None = None
    position: int | None = None

    def __str__(self) -> str:
        return f"{self.where}：{self.what}{self.advice}"
