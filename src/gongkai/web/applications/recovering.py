"""Lost codes: a new one goes out through the outbox."""

from gongkai.web.outbox.registry import Task, outside

from .actions.codes import SEND_CODE, send_code


@outside(SEND_CODE)
def run(task: Task) -> None:
    """Send it; one that was sent twice after a failure opens with the last."""
    send_code(task)
