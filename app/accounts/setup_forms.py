"""Forms of the first day: a code, and rows of villages, units and people that can grow without JavaScript."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, SelectMultipleField

from app.domain.workflow import Role
from app.services.administration.people import ROLE_NAMES
from app.services.defaults.lists import POSITIONS
from app.services.setup import Newcomer
from app.web.fields import AtMost, Between, LineField, Required, ThaiIntegerField
from app.web.fields.offers import NOT_OFFERED, offered

MOST_ROWS = 60


class ClaimForm(FlaskForm):
    """The code from the console."""

    code = LineField(_l("รหัสเปิดระบบ"), [Required(_l("กรอกรหัสเปิดระบบจากหน้าจอของเครื่องแม่ข่าย")), AtMost(40)])


class Rows(FlaskForm):
    """So many rows of the same fields, ``number_0``, ``number_1`` …; made by the functions below."""

    count = 0

    def row(self, number: int, *names: str) -> list[Any]:
        """What stands in a row."""
        return [self[f"{name}_{number}"].data for name in names]

    def blame(self, number: int, name: str, words: str) -> None:
        """Say what is wrong, beside the field."""
        field = self[f"{name}_{number}"]
        field.errors = [*field.errors, words]


class VillageRows(Rows):
    """Number and name of every village."""

    def villages(self) -> list[tuple[int, str]]:
        """The rows that have a name; wrong ones are blamed."""
        found: dict[int, str] = {}
        for i in range(self.count):
            number, name = self.row(i, "number", "name")
            if not name:
                continue
            if number is None:
                self.blame(i, "number", _("ใส่หมายเลขหมู่ของ %(name)s", name=name))
            elif number in found:
                self.blame(i, "number", _("หมู่ที่ %(number)s ซ้ำกับแถวก่อนหน้า", number=number))
            else:
                found[number] = name
        if not found and not self.errors:
            self.blame(0, "name", _("กรอกหมู่บ้านอย่างน้อยหนึ่งหมู่"))
        return sorted(found.items())


class UnitRows(Rows):
    """Full and short name of every unit."""

    def process(self, *sent: Any, **more: Any) -> None:
        """A short name goes with its name."""
        super().process(*sent, **more)
        for i in range(self.count):
            if not self[f"name_{i}"].data:
                self[f"short_{i}"].data = ""

    def units(self) -> list[tuple[str, str]]:
        """(short name, name) of the rows that have a name; wrong ones are blamed."""
        found: list[tuple[str, str]] = []
        for i in range(self.count):
            short, name = self.row(i, "short", "name")
            short = short or name
            if name and any(name == other or short == brief for brief, other in found):
                self.blame(i, "name", _("มีหน่วยงานชื่อนี้แล้วในแถวก่อนหน้า"))
            elif name:
                found.append((short, name))
        if not found and not self.errors:
            self.blame(0, "name", _("กรอกหน่วยงานอย่างน้อยหนึ่งหน่วย"))
        return found


class PeopleRows(Rows):
    """Name, user name, position, roles and unit; the first is an administrator whatever is chosen."""

    usual_positions = POSITIONS

    def blame(self, number: int, name: str, words: str) -> None:
        """Say whose field it is: the summary above has those of everybody."""
        super().blame(number, name, _("คนที่ %(n)s: %(words)s", n=number + 1, words=words))

    def filled(self) -> list[int]:
        """The rows of people: the first, and those with a name or a user name."""
        return [i for i in range(self.count) if i == 0 or self[f"name_{i}"].data or self[f"username_{i}"].data]

    def newcomers(self) -> list[Newcomer]:
        """Everybody who has a name or a user name; half a row is blamed."""
        found = []
        for i in self.filled():
            name, username, position, roles, unit = self.row(i, "name", "username", "position", "roles", "unit")
            if not name:
                self.blame(i, "name", _("กรอกชื่อ"))
            first = {Role.ADMINISTRATOR} if i == 0 else set()
            chosen = frozenset({Role(role) for role in roles} | first)
            found.append(Newcomer(name, (username or "").lower(), chosen, unit, position or ""))
        return found


def village_rows(count: int) -> type[VillageRows]:
    """A form of so many villages."""
    fields: dict[str, Any] = {"count": count}
    for i in range(count):
        fields[f"number_{i}"] = ThaiIntegerField(_l("หมู่ที่"), [Between(0, 99)])
        fields[f"name_{i}"] = LineField(_l("ชื่อหมู่บ้าน"), [AtMost(80)])
    return type("VillageRows", (VillageRows,), fields)


def unit_rows(count: int) -> type[UnitRows]:
    """A form of so many units."""
    fields: dict[str, Any] = {"count": count}
    for i in range(count):
        fields[f"name_{i}"] = LineField(_l("ชื่อหน่วยงาน"), [AtMost(120)])
        fields[f"short_{i}"] = LineField(_l("ชื่อย่อ"), [AtMost(60)])
    return type("UnitRows", (UnitRows,), fields)


def people_rows(count: int, units: list[tuple[str, str]]) -> type[PeopleRows]:
    """A form of so many people, who may belong to these units."""
    places = offered([("", _("ไม่สังกัดหน่วยงาน")), *units])
    fields: dict[str, Any] = {"count": count}
    for i in range(count):
        roles = [(role.value, _(name)) for role, name in ROLE_NAMES.items() if i or role is not Role.ADMINISTRATOR]
        fields[f"name_{i}"] = LineField(_l("ชื่อและนามสกุล"), [AtMost(100)])
        fields[f"username_{i}"] = LineField(_l("ชื่อผู้ใช้"), [AtMost(40)])
        fields[f"position_{i}"] = LineField(_l("ตำแหน่ง"), [AtMost(100)])
        fields[f"roles_{i}"] = SelectMultipleField(_l("หน้าที่") if i else _l("หน้าที่อื่นด้วย"), choices=offered(roles))
        fields[f"unit_{i}"] = SelectField(_l("หน่วยงาน"), choices=places, default="", invalid_choice_message=NOT_OFFERED)
    return type("PeopleRows", (PeopleRows,), fields)
