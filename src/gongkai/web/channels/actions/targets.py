"""Where an organ publishes: on this portal, or on the platform of somebody else."""

from datetime import datetime

from gongkai.kernel.duties import Viewer
from gongkai.web.channels import fetching
from gongkai.web.disclosure.models import Target
from gongkai.web.ledger.actions import act
from gongkai.web.ledger.rows import checked
from gongkai.web.organs.actions.rows import must_exist
from gongkai.web.organs.models import Organ

SETTERS = ("office_head",)


def set_target(organ: Organ, *, name: str, address: str, is_open: bool, by: Viewer, at: datetime) -> Target:
    """设定发布平台: name the other platform, change it, or publish on this portal again."""
    fetching.must_be_web(address)
    with act("disclosure.target", organ.pk, by=by, at=at, subject=organ) as pen:
        pen.duty = by.must_hold(*SETTERS, path=organ.path)
        must_exist(organ)
        target = Target.objects.select_for_update().filter(organ=organ).first()
        kind = "disclosure.target_changed" if target else "disclosure.target_set"
        target = target or Target(organ=organ)
        target.name, target.address, target.is_open = name.strip(), address.strip(), is_open
        checked(target)
        pen.save(target, kind)
    return target
