"""The wording of invented reports, each passage in several variants."""
