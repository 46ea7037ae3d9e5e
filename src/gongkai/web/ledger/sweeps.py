"""What the ledger does once a day."""

from datetime import date

from gongkai.web.outbox.registry import Task, daily, outside

from .heads import export_daily


@daily("ledger.export_heads")
@outside("ledger.export_heads")
def export(task: Task) -> None:
    """Write down elsewhere where every chain ends; a repetition on the same day changes nothing."""
    export_daily(date.fromisoformat(str(task.payload["on"])))
