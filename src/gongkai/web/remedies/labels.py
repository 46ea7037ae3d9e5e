"""What lines and columns of table 4 are called, in the words of the form in force."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from gongkai import lawbook
from gongkai.kernel.challenges import ChallengeColumn, ChallengeRow
from gongkai.kernel.form import Table


@cache
def row_labels() -> Mapping[str, str]:
    """行政复议, 未经复议直接起诉, 复议后起诉."""
    return MappingProxyType({row.value: _table().row(row.value).label for row in ChallengeRow})


@cache
def column_labels() -> Mapping[str, str]:
    """结果维持, 结果纠正, 其他结果, 尚未审结; without their sum."""
    known = {column.id: column.label for column in _table().rows[0].columns}
    return MappingProxyType({column.value: known[column.value] for column in ChallengeColumn})


def _table() -> Table:
    return lawbook.load().form_for(None).table("table4")
