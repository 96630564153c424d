import pytest

from app.domain.report import Paragraph, Report
from app.renderers.typesetting import typeset
from app.renderers.unbroken import Unbroken


def written(text, digits="thai", *, glue=False):
    report = Report((), (), "", "", (Paragraph(text),), "")
    return typeset(report, digits, glue=glue).blocks[0].text


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("ปีงบประมาณ 2567 รอบ 12 เดือน", "ปีงบประมาณ ๒๕๖๗ รอบ ๑๒ เดือน"),
        ("ดู https://example.go.th/2567?p=1 ข้อ 2", "ดู https://example.go.th/2567?p=1 ข้อ ๒"),
        ("ดู www.example.go.th/2567 ข้อ 2", "ดู www.example.go.th/2567 ข้อ ๒"),
        ("ดูhttps://example.go.th/1ตามข้อ 2", "ดูhttps://example.go.th/1ตามข้อ ๒"),
        ("ส่งที่ saraban1@example.go.th ภายใน 7 วัน", "ส่งที่ saraban1@example.go.th ภายใน ๗ วัน"),
        ("แฟ้ม minutes-2567.pdf จำนวน 3 หน้า", "แฟ้ม minutes-2567.pdf จำนวน ๓ หน้า"),
        ("รหัส K7QM-4XWD-9TRH กระดาษ A4 2 แผ่น", "รหัส K7QM-4XWD-9TRH กระดาษ A4 ๒ แผ่น"),
        ("1.Facebook 2.LINE", "๑.Facebook ๒.LINE"),
        ("เลขที่ รท-2567-0047", "เลขที่ รท-๒๕๖๗-๐๐๔๗"),
        ("1,266,000 ลิตร ร้อยละ 76.5", "๑,๒๖๖,๐๐๐ ลิตร ร้อยละ ๗๖.๕"),
    ],
)
def test_thai_digits_everywhere_but_in_addresses_and_codes(typed, printed):
    assert written(typed) == printed


def test_arabic_digits_likewise():
    assert written("ปีงบประมาณ ๒๕๖๗", "arab") == "ปีงบประมาณ 2567"


def test_numbers_are_glued_to_their_units():
    assert written("รับ 3 เรื่อง ร้อยละ 76 วันที่ 5 ตุลาคม 2567", "arab", glue=True) == (
        "รับ 3\u00a0เรื่อง ร้อยละ\u00a076 วันที่\u00a05\u00a0ตุลาคม\u00a02567"
    )


def test_a_name_may_break_before_and_after_but_not_inside():
    assert Unbroken(["ช้างให้ตก"])("ตำบลช้างให้ตกและ") == 'ตำบล<wbr><span class="nb">ช้างให้ตก</span><wbr>และ'


def test_no_place_to_break_is_made_beside_brackets():
    assert Unbroken(["ช้างให้ตก"])("(ช้างให้ตก)") == '(<span class="nb">ช้างให้ตก</span>)'
