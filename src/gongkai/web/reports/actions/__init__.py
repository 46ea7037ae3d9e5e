"""What can be done with annual reports: taken in as files, or compiled, signed and published here."""

from .taking_in import Checked, Examined, check, check_following, keep, prepare, take_in, withdraw

__all__ = ["Checked", "Examined", "check", "check_following", "keep", "prepare", "take_in", "withdraw"]
