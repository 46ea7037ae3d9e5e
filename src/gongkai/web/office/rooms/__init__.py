"""The rooms of the office: for each kind of thing its list, its sheets and the acts that are done there."""
