"""What the register says to publication, and what it learns from it."""

from gongkai.web.disclosure import registry

from .actions.publishing import follow_release, must_be_in_order

registry.must_allow(must_be_in_order)
registry.on_release(follow_release)
