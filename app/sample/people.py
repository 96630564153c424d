"""The people and rooms of the sample office. Names are invented; villages without a known name have none."""

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select

from app.domain.dates import BANGKOK
from app.domain.workflow import Role
from app.extensions import db
from app.models import Category, EitCampaign, Office, OfficeUnit, Staff, Village
from app.services import defaults, staff

PASSWORD = "sample-office-2570"
ACCOUNTS: tuple[tuple[str, str, str, str, tuple[Role, ...]], ...] = (
    ("nurida", "นูรีดา สาแม", "เจ้าพนักงานธุรการ", "สำนักปลัด", (Role.INTAKE,)),
    ("anan", "อนันต์ ศรีสุวรรณ", "นายช่างโยธา", "กองช่าง", (Role.OFFICER,)),
    ("suda", "สุดา ทองนุ่น", "นักวิชาการสาธารณสุข", "กองสาธารณสุขฯ", (Role.OFFICER,)),
    ("mana", "มานะ เพชรรัตน์", "เจ้าพนักงานป้องกันฯ", "งานป้องกันฯ", (Role.OFFICER,)),
    ("wilai", "วิไล จันทร์ชู", "นักจัดการงานทั่วไป", "สำนักปลัด", (Role.OFFICER,)),
    ("palad", "ปรีชา แก้วมณี", "ปลัด อบต.", "สำนักปลัด", (Role.MANAGEMENT,)),
    ("nayok", "อับดุลเลาะ เจ๊ะอาแซ", "นายก อบต.", "สำนักปลัด", (Role.MANAGEMENT,)),
    ("arun", "อรุณ มามะ", "นิติกร", "สำนักปลัด", (Role.INTEGRITY,)),
    ("rohani", "รอฮานี บิลหมัน", "นักวิเคราะห์นโยบายและแผน", "สำนักปลัด", (Role.INTEGRITY,)),
    ("somkid", "สมคิด ชูแก้ว", "ท้องถิ่นอำเภอ", "สำนักปลัด", (Role.INTEGRITY,)),
    ("admin", "ซูไฮมี ดอเลาะ", "นักวิชาการคอมพิวเตอร์", "สำนักปลัด", (Role.ADMINISTRATOR,)),
)


@dataclass(frozen=True)
class Cast:
    """Everybody and every list that the sample cases need."""

    staff: dict[str, Staff]
    units: dict[str, OfficeUnit]
    categories: dict[str, Category]
    villages: list[Village]


def make(first: date, now: datetime) -> Cast:
    """The office with its lists, its staff and the EIT windows of the sample years."""
    opened = datetime.combine(first, time(8, 30), BANGKOK)
    office = Office(
        name="องค์การบริหารส่วนตำบลช้างให้ตก", short_name="อบต.ช้างให้ตก",
        english_name="Chang Hai Tok Subdistrict Administrative Organization", subdistrict="ช้างให้ตก",
        district="โคกโพธิ์", province="ปัตตานี", postcode="94120", address="ตำบลช้างให้ตก อำเภอโคกโพธิ์ จังหวัดปัตตานี 94120",
        phone="073000100", emergency_phone="073000199", email="", website="",
        phone_note="พูดมลายูได้ · Boleh bercakap Melayu",
        head_title="นายกองค์การบริหารส่วนตำบลช้างให้ตก", head_name="", clerk_title="ปลัดองค์การบริหารส่วนตำบลช้างให้ตก",
        clerk_name="", truck_litres=6000, sample=True,
    )  # fmt: skip
    db.session.add(office)
    for number, name in ((1, "บ้านสวนนอก"), (2, ""), (3, ""), (4, "บ้านปุหรน")):
        db.session.add(Village(number=number, name=name, active=True))
    defaults.fill(office, effective_on=first, now=opened)
    units = {unit.short_name: unit for unit in db.session.scalars(select(OfficeUnit))}
    hired = {
        name: staff.hire(
            name,
            PASSWORD,
            name=full,
            position=position,
            roles=frozenset(roles),
            unit=units[unit],
            now=opened,
            sample=True,
        )
        for name, full, position, unit, roles in ACCOUNTS
    }
    _eit(first, now)
    db.session.flush()
    return Cast(
        staff=hired,
        units=units,
        categories={c.key: c for c in db.session.scalars(select(Category))},
        villages=list(db.session.scalars(select(Village).order_by(Village.number))),
    )


def sealed(cast: Cast, now: datetime) -> None:
    """The integrity officers of the sample office and a handful of sealed cases."""
    from app.services.sealed.sample import make as make_sealed  # noqa: PLC0415

    make_sealed(now, [cast.staff[name] for name in ("arun", "rohani", "somkid")])


def _eit(first: date, now: datetime) -> None:
    for year in range(first.year + 1, now.year + 1):
        db.session.add(
            EitCampaign(
                fiscal_year=year + 543,
                address="https://itas.nacc.go.th/go/eit/sample",
                opens_on=date(year, 1, 1),
                closes_on=date(year, 6, 30),
            )
        )
