"""What the ledger itself notes."""

from .actions import REFUSED
from .registry import EventKind, kinds

kinds(EventKind(REFUSED, "要办“{facts[act]}”，因不符合规定（{facts[code]}）没有办成"))
