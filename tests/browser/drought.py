"""A drought for browser tests: who asks for how much, what each house really got, and quick hands for what repeats.

The tally is kept beside the product, by whoever pours the water; nothing in it is read from the pages.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from tests.factories import PASSWORD
from tests.residents import Resident

FIRST = ("สมศรี", "อารี", "ยูโซ๊ะ", "ปราณี", "มะลิ")
LAST = ("ใจดี", "ดอเลาะ", "แก้วมณี", "ศรีสุข", "ยูโซ๊ะ")
NEIGHBOURS = tuple(f"{first} {last}" for last in LAST for first in FIRST)
LITRES = (400, 600, 800, 500, 700)
DESK, HOME, HEAD, URGENT = "ประไพ สุขสม", "วรรณา แก้วมณี", "อุสมาน ดอเลาะ", "เจ๊ะรอกีเยาะ มะสาแม"
REFUSED = "บุญเรือน คงแก้ว"
FIRST_COME = (
    ("online", "รอฮานี สาแม", 2000, 1), ("counter", "สะอารี เจ๊ะเลาะ", 1500, 1), ("online", "สมบูรณ์ ทองดี", 1500, 2),
)  # fmt: skip
NEXT = (("counter", "จำเนียร พูลสุข", 800, 3), ("online", "นิรมล มะเซ็ง", 1000, 1))
LATE = (
    ("counter", "แวมูฮัมหมัด แวหะมะ", 2000, 2), ("online", "ดวงใจ ศรีทอง", 1500, 3), ("counter", REFUSED, 2500, 1),
    ("online", "อับดุลเลาะ กาเดร์", 3000, 2), ("counter", "มัสยิดบ้านสาม", 5000, 3), ("online", "เฉลียว ปานแก้ว", 900, 2),
    ("counter", "โรงเรียนบ้านสอง", 12000, 2),
)  # fmt: skip
ANSWERS = {
    "category": "water-household", "reason": "drought", "persons": "๔", "containers": ["jar", "tank"],
    "capacity": "6,000", "road": "hose", "hose": "25", "phone": "08-0000-1111", "place": "ข้างร้านชำ",
}  # fmt: skip


@dataclass
class House:
    """What a house asked for, and what became of it."""

    asked: int
    given: int = 0
    declined: int = 0

    @property
    def outstanding(self) -> int:
        """What it still waits for."""
        return self.asked - self.given - self.declined


@dataclass
class Tally:
    """A copybook: a line for each house."""

    houses: dict[str, House] = field(default_factory=dict)

    def asks(self, name: str, litres: int) -> None:
        """Another house."""
        assert name not in self.houses
        self.houses[name] = House(litres)

    def pours(self, name: str, litres: int) -> None:
        """Water that ran."""
        self.houses[name].given += litres
        assert self.houses[name].outstanding >= 0, name

    def declines(self, name: str) -> None:
        """What is missing here is not to be brought."""
        self.houses[name].declined += self.houses[name].outstanding

    def sum(self, column: str) -> int:
        """Over all houses."""
        return sum(getattr(house, column) for house in self.houses.values())

    def line(self, name: str) -> tuple[int, int, int]:
        """Asked, given, outstanding."""
        house = self.houses[name]
        return house.asked, house.given, house.outstanding

    @property
    def waiting(self) -> set[str]:
        """Who still waits."""
        return {name for name, house in self.houses.items() if house.outstanding}


def pasted(names: Sequence[str]) -> str:
    """The village head's list as it is copied from a spreadsheet; one number in it is not a number."""
    lines = ["ลำดับ\tชื่อ-สกุล\tบ้านเลขที่\tจุดสังเกต\tเบอร์โทร\tคน\tน้ำ (ลิตร)\tภาชนะ (ลิตร)"]
    for n, name in enumerate(names, start=1):
        litres = "ห้าร้อย" if n == 4 else f"{LITRES[(n - 1) % 5]}"
        lines.append(f"{n}\t{name}\t{n}/4\tซอย {n}\t08000020{n:02}\t{1 + n % 6}\t{litres}\t1000")
    return "\n".join(lines)


class Hands(Resident):
    """The same pages without a screen: for what has been seen in the browser once and is done many times more."""

    def signs_in(self, username: str) -> "Hands":
        """At the office's door."""
        return self.opens("/staff/sign-in").types(username=username, password=PASSWORD).presses("เข้าสู่ระบบ")

    def rows(self, caption: str) -> list[list[str]]:
        """The cells of every table with this caption."""
        tables = [table for table in self.tree.iter("table") if _words(table.find("caption")).startswith(caption)]
        return [[_words(cell) for cell in row] for table in tables for row in table.findall("tbody/tr")]

    def queue(self) -> list[str]:
        """Who waits for water, in the order in which the day's page has them."""
        self.opens("/staff/water/")
        items = [li for part in self.tree.iter("details") for li in part.findall("ol/li")]
        return [_words(next(iter(li.iter("a")))) for li in items]

    def links(self, start: str) -> list[str]:
        """Addresses on this page that begin like this, each once."""
        found = [a.attrib["href"] for a in self.tree.iter("a") if a.get("href", "").startswith(start)]
        return list(dict.fromkeys(found))

    def option(self, name: str, words: str) -> str:
        """The value of a choice of a list, by what it says."""
        (found,) = (select for select in self.tree.iter("select") if select.get("name") == name)
        return next(o.attrib["value"] for o in found.iter("option") if words in _plain("".join(o.itertext())))

    def named(self, house: str) -> dict[str, str]:
        """The controls of one house, by what they are called: ``{"ผล": "result-17"}``."""
        found = [it for it in self.tree.iter() if _plain(it.get("aria-label", "")).endswith(f" {house}")]
        return {_plain(it.attrib["aria-label"]).removesuffix(f" {house}"): it.attrib["name"] for it in found}


def begins(text: str, names: Iterable[str]) -> str:
    """The name with which a cell begins, after its number in the round if it has one."""
    plain = text.partition(". ")[2] if text.partition(". ")[0].isdigit() else text
    return next(name for name in names if plain == name or plain.startswith(f"{name} "))


def _words(element: Element | None) -> str:
    return _plain(" ".join(element.itertext())) if element is not None else ""


def _plain(words: str) -> str:
    return " ".join(words.replace("\u00a0", " ").replace("\u2060", "").split())
