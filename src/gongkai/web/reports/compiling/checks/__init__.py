"""The checks of a report in the making, by what they look at; each is `check(draft)` and yields what it finds."""
