"""Invented organs: townships, streets, counties and county departments with invented names."""

import random
from dataclasses import dataclass

COUNTIES = (
    "鹤坪县",
    "云漪县",
    "松醪县",
    "栖梧县",
    "澹水县",
    "岚皋岭县",
    "霁川县",
    "苇湾县",
    "砚溪县",
    "榆塬县",
)
TOWNS = (
    "柳芷镇",
    "白砚镇",
    "青箬镇",
    "石甑镇",
    "梅坞驿镇",
    "沙棘镇",
    "竹篁乡",
    "鹿鸣坳乡",
    "苔溪镇",
    "雁回湾镇",
)
STREETS = ("晴岚街道", "望潮街道", "听松街道", "棠梨街道", "金粟街道", "丹枫街道")
DEPARTMENTS = (
    "自然资源局", "农业农村局", "民政局", "住房和城乡建设局", "卫生健康局",
    "市场监督管理局", "教育局", "财政局", "审计局", "水利局",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Organ:
    """One invented organ; `kind` is township, street, county or department."""

    kind: str
    county: str
    name: str
    short: str

    @property
    def we(self) -> str:
        """How the organ speaks of itself (我镇, 我局…)."""
        return {
            "township": "我" + self.short[-1],
            "street": "我街道",
            "county": "我县",
            "department": "我局",
        }[self.kind]

    @property
    def office(self) -> str:
        """The section that looks after disclosure."""
        return {
            "township": "党政办公室",
            "street": "综合办公室",
            "county": "县政府办公室",
            "department": "办公室",
        }[self.kind]

    @property
    def place(self) -> str:
        """The organ without its 人民政府, as careless titles have it."""
        return self.county if self.kind == "county" else self.county + self.short

    @property
    def is_government(self) -> bool:
        """Whether it is a people's government in the sense of Art. 50(4)."""
        return self.kind in ("township", "county")


def choose(rng: random.Random, kind: str) -> Organ:
    """An organ of the kind, sometimes named with its county and sometimes without."""
    county = rng.choice(COUNTIES)
    if kind == "county":
        return Organ(kind, county, county + "人民政府", county)
    if kind == "department":
        department = rng.choice(DEPARTMENTS)
        return Organ(kind, county, county + department, "县" + department)
    if kind == "street":
        street = rng.choice(STREETS)
        return Organ(kind, county, f"{county}人民政府{street}办事处", street)
    town = rng.choice(TOWNS)
    prefix = county if rng.random() < 0.7 else ""
    return Organ(kind, county, f"{prefix}{town}人民政府", town)


def other_town(rng: random.Random, organ: Organ) -> str:
    """The name of some township that the organ is not."""
    return rng.choice([town for town in TOWNS if town != organ.short])
