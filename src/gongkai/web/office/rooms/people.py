"""People: the roster, the sheet of one person, and what is done with it."""

from datetime import datetime
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from gongkai.kernel.duties import Viewer
from gongkai.lawbook.duties import duties
from gongkai.web.foundations import clock
from gongkai.web.foundations.models import User
from gongkai.web.ledger.selectors import history
from gongkai.web.office.acts import Act, ActForm, RowForm
from gongkai.web.office.lists import Listing
from gongkai.web.office.room import Room
from gongkai.web.office.rows import link, rows, term
from gongkai.web.organs.models import Organ
from gongkai.web.people import actions
from gongkai.web.people import selectors as people

from .duty_forms import Delegate, TakeBack

KEEPERS = ("admin",)
DELEGABLE = tuple(duty.code for duty in duties().values() if duty.delegable)


class Enrol(RowForm):
    """A new person."""

    class Meta:
        model = User
        fields = ("name", "username", "organ", "phone", "email")

    def prepare(self) -> None:
        """In one of the viewer's organs."""
        self.fields["organ"].queryset = Organ.objects.changeable_by(self.viewer).active()
        self.fields["organ"].required = True

    def carry_out(self, *, at: datetime) -> User:
        """Enrol him."""
        return actions.enrol(**self.cleaned_data, by=self.viewer, at=at)


class Change(Enrol):
    """Another name, organ, telephone or address."""

    is_change = True

    class Meta:
        model = User
        fields = ("name", "organ", "phone", "email")

    def carry_out(self, *, at: datetime) -> User:
        """Change it."""
        return actions.change(self.row, **self.cleaned_data, by=self.viewer, at=at)


class Deactivate(ActForm):
    """Somebody leaves."""

    leave_vacant = forms.BooleanField(
        label="即使有职责因此空缺，也要停用", required=False, help_text="没有人接任的职责会列在机关页面上。"
    )
    reason = forms.CharField(label="原因", max_length=200, help_text="例如：调离、退休。")

    def carry_out(self, *, at: datetime) -> User:
        """Deactivate him."""
        return actions.deactivate(self.row, **self.cleaned_data, by=self.viewer, at=at)


class Reactivate(ActForm):
    """Somebody comes back."""

    def carry_out(self, *, at: datetime) -> User:
        """Reactivate him."""
        return actions.reactivate(self.row, by=self.viewer, at=at)


class PersonFilter(WagtailFilterSet):
    """Which people to show."""

    organ = django_filters.ModelChoiceFilter(
        label="机关",
        queryset=lambda request: Organ.objects.filter(
            people__in=User.objects.visible_to(request.viewer)
        ).distinct(),
    )
    duty = django_filters.ChoiceFilter(
        label="现任职责",
        choices=lambda: [(duty.code, duty.name) for duty in duties().values()],
        method="holds",
    )

    class Meta:
        model = User
        fields: ClassVar = ["organ", "duty", "is_active"]

    def holds(self, persons: QuerySet, _name: str, duty: str) -> QuerySet:
        """Who holds a duty today."""
        return persons.filter(pk__in=people.holding(duty, clock.today()))


class PersonListing(Listing):
    """The people whom the viewer may know."""

    list_display: ClassVar = [
        "name",
        Column("username", label="登录名", sort_key="username"),
        Column("organ", label="所在机关", sort_key="organ__path"),
        Column("duties_now", label="现任职责"),
        Column("state", label="状态", sort_key="is_active"),
    ]
    default_ordering = "name"
    search_fields: ClassVar = ["name", "username"]
    filterset_class = PersonFilter
    list_export: ClassVar = ["name", "username", "organ", "duties_now", "state"]
    export_headings: ClassVar = {"organ": "所在机关", "duties_now": "现任职责", "state": "状态"}
    export_filename = "人员名册"

    def get_base_queryset(self) -> QuerySet:
        """With their organs."""
        return super().get_base_queryset().select_related("organ").distinct()

    def prepared(self, persons: Any) -> Any:
        """With the duties of all of them, asked for once."""
        listed = list(persons)
        held = people.duties_now([one.pk for one in listed], clock.today(), viewer=self.request.viewer)
        for one in listed:
            one.duties_now = "、".join(held.get(one.pk, ()))
            one.state = "在用" if one.is_active else "停用"
            yield one


def _is_here(person: User, _viewer: Viewer) -> bool:
    return person.is_active


def _is_gone(person: User, _viewer: Viewer) -> bool:
    return not person.is_active


def _is_oneself(person: User, viewer: Viewer) -> bool:
    return person.pk == viewer.person and person.organ_id is not None


def _has_delegated(person: User, viewer: Viewer) -> bool:
    return person.pk == viewer.person and people.delegated_by(person, clock.today()).exists()


class People(Room):
    """人员."""

    model = User
    icon = "user"
    menu_label = "人员"
    menu_order = 300
    listing = PersonListing
    acts = (
        Act(
            "enrol",
            "登记人员",
            Enrol,
            KEEPERS,
            "登记后由安全管理员授予职责、设定初始口令。",
            icon="plus",
            is_new=True,
        ),
        Act("change", "修改登记", Change, KEEPERS, is_offered=_is_here),
        Act(
            "delegate",
            "委托我的职责",
            Delegate,
            DELEGABLE,
            "委托期间，两人都可以办理；委托的事项记明代谁办理。期满自动终止。",
            is_offered=_is_oneself,
        ),
        Act("take-back", "收回委托", TakeBack, DELEGABLE, is_offered=_has_delegated),
        Act(
            "deactivate",
            "停用",
            Deactivate,
            KEEPERS,
            "停用后不能再登录，全部职责随即终止。台账中的记录不变。",
            is_final=True,
            is_offered=_is_here,
        ),
        Act(
            "reactivate", "恢复", Reactivate, KEEPERS, "恢复后可以登录，职责须重新授予。", is_offered=_is_gone
        ),
    )

    def organ_path(self, row: User) -> str:
        """Where somebody belongs."""
        return row.organ.path if row.organ else ""

    def history(self, row: User, viewer: Viewer) -> list[str] | None:
        """What the ledger tells of somebody: to himself and those who look after people; sign-ins to fewer still."""
        path = self.organ_path(row)
        if row.pk == viewer.person or viewer.holds("security_admin", "auditor", path=path):
            return history(row)
        if viewer.holds("admin", "authority", "office_head", path=path):
            return history(row, without=("accounts.",))
        return None

    def about(self, row: User, viewer: Viewer) -> dict[str, Any]:
        """Who somebody is, and what he holds and held."""
        held = people.appointments_of(row, viewer=viewer)
        lines = [
            (
                link(reverse("organs:sheet", args=[one.organ_id]), one.organ),
                one.duty_name,
                f"{one.get_kind_display()}{f'（代{one.delegated_from.person}）' if one.delegated_from else ''}",
                term(one, clock.today()),
                one.basis,
            )
            for one in held
        ]
        facts = [
            ("登录名", row.username),
            ("所在机关", row.organ or "无"),
            ("手机", row.phone),
            ("电子邮箱", row.email),
            ("状态", "在用" if row.is_active else "停用"),
        ]
        path = self.organ_path(row)
        if row.pk != viewer.person and viewer.holds("admin", "security_admin", path=path):
            told = "口令、登录验证和锁定" if viewer.holds("security_admin", path=path) else "口令"
            facts.append(("登录", link(reverse("account:care", args=[row.pk]), told)))
        return {
            "facts": facts,
            "tables": [("职责", rows(("机关", "职责", "方式", "起止", "依据"), lines), "没有担任过职责。")],
            "sentences": self.history(row, viewer),
        }
