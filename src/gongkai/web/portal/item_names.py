"""How files of items are called: in an address, and when they are saved."""

from gongkai.web.disclosure.addresses import in_address

__all__ = ["in_address"]
