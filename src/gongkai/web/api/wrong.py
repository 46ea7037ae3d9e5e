"""What may go wrong with any question, for the description of the interface."""

from . import answers

WRONG = {(401, 404, 410, 422, 429, 503): answers.Problem}
