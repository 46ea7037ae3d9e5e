"""Registers the app and what the ledger keeps of it."""

from django.apps import AppConfig


class Applications(AppConfig):
    name = "gongkai.web.applications"
    label = "applications"
    verbose_name = "依申请公开"

    def ready(self) -> None:
        # Each of them registers itself, with the ledger, the outbox, the sweeps or the reviews.
        from . import events, guards, notices, purging, reckoning_anew, recovering, sweeps  # noqa: F401 - registers
        from .archive import events as of_archive  # noqa: F401 - registers
        from .letters import events as of_letters  # noqa: F401 - registers
        from .publishing import events as of_answers  # noqa: F401 - registers
        from .publishing import sweeps as of_promotions  # noqa: F401 - registers
        from .redaction import events as of_redaction  # noqa: F401 - registers
        from .redaction import making  # noqa: F401 - registers
        from .replies import reviewing  # noqa: F401 - registers
        from .service import events as of_service  # noqa: F401 - registers
        from .service import sending  # noqa: F401 - registers
