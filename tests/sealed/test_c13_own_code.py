"""C13: a text that gives its writer's own code away is refused, with advice; nothing of it is stored."""

import pytest

from app.domain.sealed import new_code
from app.domain.sealed_report import QUESTIONS
from app.extensions import db
from app.models import SealedCase
from app.services.sealed import reports
from tests.web.sealed_pages import words

ADVICE = "มีรหัส 24 หลักของคุณอยู่ในข้อความ"
THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
SPELLINGS = {
    "plain": str,
    "in groups": lambda code: " ".join(code[at : at + 4] for at in range(0, 24, 4)),
    "with dashes": lambda code: "-".join(code[at : at + 4] for at in range(0, 24, 4)),
    "Thai digits": lambda code: code.translate(THAI),
    "over two lines": lambda code: f"{code[:12]}\n{code[12:]}",
}


@pytest.mark.parametrize("spell", SPELLINGS.values(), ids=SPELLINGS)
def test_c13_the_own_code_is_refused_however_it_is_written(reporter, spell):
    reporter.code = new_code()
    assert ADVICE in words(reporter.writes(what=f"รหัส {spell(reporter.code)} ค่ะ"))
    reporter.writes()
    reporter.sends()
    assert ADVICE in words(reporter.says(f"ดู {spell(reporter.code)}"))
    withdrawn = {"code": reporter.code, "text": spell(reporter.code), "sure": "y"}
    assert ADVICE in words(reporter.client.post("/corruption/case/withdraw", data=withdrawn))
    assert len(reports.find(reporter.code).story) == 1


@pytest.mark.parametrize("field", QUESTIONS)
def test_c13_no_field_of_the_form_takes_it(reporter, field):
    reporter.code = new_code()
    assert ADVICE in words(reporter.writes(**{"what": "เรื่อง", field: reporter.code}))
    assert db.session.query(SealedCase).count() == 0


def test_c13_nor_does_the_name_of_a_file(reporter):
    reporter.writes()
    page = reporter.sends((f"{reporter.code}.pdf", b"%PDF-1.7 x"))
    assert ADVICE in words(page)
    assert db.session.query(SealedCase).count() == 0


def test_c13_another_code_is_only_a_number(reporter):
    reporter.writes(what=f"เลขบัญชี {new_code()}")
    assert reporter.sends().status_code == 200
    assert reports.find(reporter.code)
