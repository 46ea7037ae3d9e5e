"""Who may do what with a report that is made here: what the law data say of its moves, for actions and screens alike."""

from gongkai.lawbook.reporting import reporting_law


def duties_of(move: str) -> tuple[str, ...]:
    """The duties that may make a move; any one of them is enough."""
    return reporting_law().lifecycle.moves[move].duties


def makers() -> tuple[str, ...]:
    """Who writes a report, begins it, and freezes its figures."""
    return duties_of("change")
