"""Questions that anybody may ask the office in public: what of a person slipped into one, and why one is set aside."""

import re
from enum import StrEnum

from app.domain.thai import to_arabic_digits
from app.domain.words import N_

_GAP = r"[ .()\-–]?"
_NUMBER = re.compile(rf"(?<![0-9])(?:\+?66|0)(?:{_GAP}[0-9]){{8,9}}(?![0-9])")
_CITIZEN = re.compile(rf"(?<![0-9])[1-8](?:{_GAP}[0-9]){{12}}(?![0-9])")
_MAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[A-Za-z]{2,}")


class Personal(StrEnum):
    """What tells who somebody is."""

    CITIZEN = "citizen"
    PHONE = "phone"
    MAIL = "mail"

    @property
    def label(self) -> str:
        """What it is called (Thai msgid)."""
        return _PERSONAL[self]


class Aside(StrEnum):
    """Why a question is neither answered nor shown."""

    SPAM = "spam"
    PERSONAL = "personal"
    RUDE = "rude"
    CASE = "case"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The reason in words (Thai msgid)."""
        return _ASIDE[self]


_PERSONAL = {
    Personal.CITIZEN: N_("เลข 13 หลัก"),
    Personal.PHONE: N_("เบอร์โทรศัพท์"),
    Personal.MAIL: N_("อีเมล"),
}
_ASIDE = {
    Aside.SPAM: N_("โฆษณาหรือข้อความที่ไม่ใช่คำถาม"),
    Aside.PERSONAL: N_("มีข้อมูลส่วนบุคคลที่ตัดออกแล้วคำถามไม่เหลือความหมาย"),
    Aside.RUDE: N_("ด่าทอหรือกล่าวหาบุคคล"),
    Aside.CASE: N_("เป็นเรื่องร้องเรียน ต้องแจ้งทางช่องทางร้องเรียน"),
    Aside.OTHER: N_("เหตุอื่น"),
}


def personal(text: str) -> list[Personal]:
    """What in a text looks like a citizen's number, a telephone number or an e-mail address."""
    plain = to_arabic_digits(text)
    without = _CITIZEN.sub(" ", plain)
    looked = ((Personal.CITIZEN, _CITIZEN, plain), (Personal.PHONE, _NUMBER, without), (Personal.MAIL, _MAIL, plain))
    return [kind for kind, pattern, where in looked if pattern.search(where)]
