"""What the events of a consultation do to the days of a case: the letter is sent, served, answered."""

from .case import CaseEvent
from .clock_steps import Effect
from .consultation import Consultation
from .days import in_words
from .reckoning import Reckoning


def consultation_sent(case: Reckoning, event: CaseEvent) -> None:
    """An opinion is asked for. One that is sent when the reply is overdue takes no days out."""
    if event.of is None:
        raise case.refused(
            event, "没有写明向谁征求意见", allowed="请写明是第三方、其他机关，还是共同制作机关。"
        )
    if event.id in case.consultations:
        raise case.refused(
            event, f"编号“{event.id}”的征求意见已经发出过", allowed="再次征求意见的，请另用一个编号。"
        )
    due = case.due()
    is_tolling = due is None or event.on <= due.day
    limit = case.count(event.on, case.law.deadlines.unserved_due)
    asked = Consultation(event.id, event.of, event.on, limit.day, limit.is_provisional, is_tolling)
    case.consult(asked)
    case.note_opinion(event, Effect.PAUSES if is_tolling else Effect.NO_PAUSE, asked=asked)


def consultation_received(case: Reckoning, event: CaseEvent) -> None:
    """Whoever is asked has the letter; from then on the legal time for the opinion counts."""
    asked = _consultation(case, event)
    if asked.is_received or asked.closed_on:
        said = "意见已经收到" if asked.closed_on else "送达的日期已经记入"
        raise case.refused(event, said, allowed="不必再记；记错了的，请更正原来的记录。")
    if event.on > asked.limit_on:
        said = f"没有送达的征求意见在{in_words(asked.limit_on)}已经结束"
        raise case.refused(event, said, allowed="仍要征求意见的，请另用一个编号重新发出。")
    limit = case.count(event.on, case.consulted_deadline(asked.of))
    asked = Consultation(
        asked.id, asked.of, asked.sent_on, limit.day, limit.is_provisional, asked.is_tolling, is_received=True
    )
    case.consult(asked)
    case.note_opinion(event, Effect.LIMIT, asked=asked)


def consultation_closed(case: Reckoning, event: CaseEvent) -> None:
    """The opinion is there, or the letter came back. After its limit it changes nothing any more."""
    asked = _consultation(case, event)
    if asked.closed_on:
        said = f"这次征求意见在{in_words(asked.closed_on)}已经结束"
        raise case.refused(event, said, allowed="不必再记；记错了的，请更正原来的记录。")
    case.consult(asked._replace(closed_on=event.on))
    is_late = event.on > asked.limit_on
    case.note_opinion(event, Effect.RESUMED if is_late else Effect.RESUMES, asked=asked)


def _consultation(case: Reckoning, event: CaseEvent) -> Consultation:
    asked = case.consultations.get(event.id)
    if asked is None:
        said = f"在这以前没有发出编号“{event.id}”的征求意见书"
        raise case.refused(event, said, allowed="请先记入发出征求意见书；同一次征求意见用同一个编号。")
    return asked
