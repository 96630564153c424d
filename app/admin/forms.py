"""The administrator's forms. Rules that need the shelves are the services'; here is only what a field can know."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, PasswordField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from app.domain.channels import CHANNELS
from app.domain.clocks import Unit
from app.domain.words import N_
from app.services import office
from app.services.administration import holidays, people
from app.services.administration.trail import Kind
from app.services.defaults.lists import POSITIONS
from app.web.fields import AtMost, Between, DateField, EmailField, LineField, LinesField, Required, ThaiIntegerField
from app.web.fields.offers import NOT_OFFERED, offered

UNITS = offered([(Unit.WORKING.value, _l("วันทำการ")), (Unit.CALENDAR.value, _l("วัน นับทุกวัน"))])
TRAIL_KINDS = {
    Kind.READS: N_("เปิดอ่านข้อมูลส่วนบุคคล"),
    Kind.SIGN_INS: N_("เข้าและออกจากระบบ"),
    Kind.PEOPLE: N_("บัญชีเจ้าหน้าที่"),
    Kind.SEALED: N_("ช่องทางลับ"),
    Kind.OTHER: N_("การกระทำอื่น"),
}
_EMPTY = ("", _l("ไม่ระบุ"))
_IN_USE = _l("ใช้อยู่")


def _everybody() -> list[tuple[str, str]]:
    return [("", _("ทุกคน")), *((str(member.id), member.name) for member in people.every())]


def trail_kinds() -> list[tuple[str, str]]:
    """What lines of the trail are about."""
    return [("", _("ทั้งหมด")), *((kind.value, _(TRAIL_KINDS[kind])) for kind in Kind)]


def trail_days() -> list[tuple[str, str]]:
    """How far back."""
    return [("", _("ตั้งแต่ต้น")), *((str(n), _("ใน %(n)s วันที่ผ่านมา", n=n)) for n in (1, 7, 30, 90, 365))]


def _units() -> list[SelectChoice]:
    return offered([_EMPTY, *((str(unit.id), unit.name) for unit in office.units())])


class VillageForm(FlaskForm):
    """Number and name."""

    number = ThaiIntegerField(_l("หมู่ที่"), [Required(_l("ใส่หมายเลขหมู่")), Between(0, 99)])
    name = LineField(_l("ชื่อหมู่บ้าน"), [Required(_l("กรอกชื่อหมู่บ้าน")), AtMost(80)])
    active = BooleanField(_IN_USE)


class UnitForm(FlaskForm):
    """Names and place in the list."""

    name = LineField(_l("ชื่อหน่วยงาน"), [Required(_l("กรอกชื่อหน่วยงาน")), AtMost(120)])
    short_name = LineField(_l("ชื่อย่อ"), [AtMost(60)])
    position = ThaiIntegerField(_l("ลำดับในรายการ"), [Between(0, 999)])
    active = BooleanField(_IN_USE)


class CategoryForm(FlaskForm):
    """Words for residents, the unit that gets it, a promise of its own."""

    channel = SelectField(
        _l("ช่องทาง"),
        choices=lambda: offered((c.slug, _(c.title)) for c in CHANNELS.values() if not c.defined),
        invalid_choice_message=NOT_OFFERED,
    )
    name = LineField(_l("ชื่อหมวด"), [Required(_l("กรอกชื่อหมวด")), AtMost(60)])
    hint = LineField(_l("คำอธิบายใต้ชื่อ"), [AtMost(100)])
    english_name = LineField(_l("ชื่อภาษาอังกฤษ"), [AtMost(60)])
    english_hint = LineField(_l("คำอธิบายภาษาอังกฤษ"), [AtMost(100)])
    malay_name = LineField(_l("ชื่อภาษามลายู"), [AtMost(60)])
    malay_hint = LineField(_l("คำอธิบายภาษามลายู"), [AtMost(100)])
    unit = SelectField(_l("หน่วยงานที่ได้รับเรื่อง"), choices=_units, default="", invalid_choice_message=NOT_OFFERED)
    promise_days = ThaiIntegerField(_l("สัญญาว่าจะเสร็จภายใน"), [Between(1, 365)])
    promise_unit = SelectField(_l("นับเป็น"), choices=UNITS, invalid_choice_message=NOT_OFFERED)
    active = BooleanField(_IN_USE)


class RefusalForm(FlaskForm):
    """A reason and its law."""

    text = LineField(_l("เหตุผล"), [Required(_l("กรอกเหตุผล")), AtMost(300)])
    english_text = LineField(_l("เหตุผลภาษาอังกฤษ"), [AtMost(300)])
    malay_text = LineField(_l("เหตุผลภาษามลายู"), [AtMost(300)])
    law = LineField(_l("กฎหมายที่อ้าง"), [Required(_l("กรอกกฎหมายที่อ้าง")), AtMost(300)])
    verified_on = DateField(_l("ตรวจกับตัวบทเมื่อ"))
    active = BooleanField(_IN_USE)


class YearField(ThaiIntegerField):
    """A year, which is written without a comma."""

    def _value(self) -> str:
        return super()._value().replace(",", "")


class CampaignForm(FlaskForm):
    """Address and window of the EIT survey."""

    fiscal_year = YearField(_l("ปีงบประมาณ พ.ศ."), [Required(_l("ใส่ปีงบประมาณ")), Between(2560, 2700)])
    address = LineField(_l("รหัสหรือที่อยู่แบบวัด"), [Required(_l("ใส่รหัสหรือวางที่อยู่แบบวัด")), AtMost(500)])
    opens_on = DateField(_l("วันเปิด"), required=_l("ใส่วันเปิด"))
    closes_on = DateField(_l("วันปิด"), required=_l("ใส่วันปิด"))


class PersonForm(FlaskForm):
    """Somebody who works here."""

    usual_positions = POSITIONS

    name = LineField(_l("ชื่อและนามสกุล"), [Required(_l("กรอกชื่อ")), AtMost(100)])
    username = LineField(_l("ชื่อผู้ใช้"), [AtMost(40)])
    position = LineField(_l("ตำแหน่ง"), [AtMost(100)])
    email = EmailField(_l("อีเมล"))
    roles = SelectMultipleField(
        _l("หน้าที่"), choices=lambda: offered((role.value, _(name)) for role, name in people.ROLE_NAMES.items())
    )
    unit = SelectField(_l("หน่วยงาน"), choices=_units, default="", invalid_choice_message=NOT_OFFERED)
    approves = BooleanField(_l("ผู้บริหารคนนี้อนุมัติน้ำได้ (นายกหรือผู้รับมอบอำนาจ)"), default=True)


class HolidayForm(FlaskForm):
    """A closed day."""

    day = DateField(_l("วันที่"), required=_l("ใส่วันที่หยุด"))
    name = LineField(_l("ชื่อวันหยุด"), [Required(_l("กรอกชื่อวันหยุด")), AtMost(120)])
    kind = SelectField(
        _l("ประเภท"),
        choices=lambda: offered((key, _(name)) for key, name in holidays.KINDS.items()),
        invalid_choice_message=NOT_OFFERED,
    )
    source = LineField(_l("ตามประกาศใด"), [Required(_l("บอกว่าตามประกาศหรือคำสั่งใด")), AtMost(300)])
    confirmed = BooleanField(_l("เทียบกับประกาศแล้ว"))


class ConfirmDaysForm(FlaskForm):
    """The announcement that a year's days were compared with."""

    source = LineField(_l("เทียบกับประกาศใด"), [Required(_l("บอกว่าเทียบกับประกาศใด")), AtMost(300)])


class TestLetterForm(FlaskForm):
    """Where the test letter goes."""

    recipient = EmailField(_l("ส่งอีเมลทดสอบไปที่"), [Required(_l("กรอกอีเมล"))])


class AskForm(FlaskForm):
    """One button that asks once more."""


class PublishForm(FlaskForm):
    """What is asked before a version of a manual is published."""

    meant = BooleanField(_l("ตั้งใจให้ข้อความเหล่านี้คงตัวเลขเดิม"))
    reviewed = BooleanField(_l("อ่านทั้งฉบับแล้ว ตรงกับที่ทำจริง"))


class PasswordForm(FlaskForm):
    """One's own password again, before a whole office is carried away."""

    password = PasswordField(
        _l("รหัสผ่านของคุณ"), [Required(_l("กรอกรหัสผ่านของคุณ")), Length(max=200, message=_l("รหัสผ่านยาวเกินไป"))]
    )


class ManualForm(FlaskForm):
    """A version of a service manual; the steps are rows of their own."""

    title = LineField(_l("ชื่อบริการ"), [Required(_l("กรอกชื่อบริการ")), AtMost(150)])
    lead = LineField(_l("ประโยคนำ"), [Required(_l("กรอกประโยคนำ")), AtMost(300)])
    promise_days = ThaiIntegerField(_l("สัญญาว่าจะแจ้งผลภายใน"), [Required(_l("ใส่จำนวนวัน")), Between(1, 365)])
    promise_unit = RadioField(_l("นับวันแบบใด"), choices=UNITS, invalid_choice_message=NOT_OFFERED)
    effective_on = DateField(_l("เริ่มใช้วันที่"), required=_l("ใส่วันเริ่มใช้"))
    unit = SelectField(_l("ส่วนราชการเจ้าของงาน"), choices=_units, default="", invalid_choice_message=NOT_OFFERED)
    responsible = LineField(_l("หน่วยงานที่รับผิดชอบ"), [Required(_l("กรอกหน่วยงานที่รับผิดชอบ")), AtMost(200)])
    minutes = ThaiIntegerField(_l("กรอกแบบฟอร์มใช้เวลาราว"), [Between(0, 120)])
    scope = LinesField(_l("ใช้เมื่อ"), [AtMost(3000)])
    who = LinesField(_l("ใครใช้บริการได้"), [AtMost(3000)])
    criteria = LinesField(_l("หลักเกณฑ์และเงื่อนไข"), [AtMost(3000)])
    documents = LinesField(_l("เอกสารที่ใช้"), [AtMost(3000)])
    forms = LinesField(_l("แบบฟอร์มให้ดาวน์โหลด"), [AtMost(3000)])
    arrivals = LinesField(_l("ช่องทางให้บริการ"), [AtMost(3000)])
    contact = LinesField(_l("ติดต่อ"), [AtMost(1000)])
    fee = LineField(_l("ค่าธรรมเนียม"), [AtMost(200)])
    follow_up = LinesField(_l("การติดตามและขอให้ทบทวน"), [AtMost(3000)])
    laws = LinesField(_l("กฎหมายที่เกี่ยวข้อง"), [AtMost(3000)])
    laws_verified_on = DateField(_l("ตรวจกับตัวบทเมื่อ"))
    english = LinesField(_l("สรุปภาษาอังกฤษ"), [AtMost(3000)])
    malay = LinesField(_l("สรุปภาษามลายู"), [AtMost(3000)])


class TrailForm(FlaskForm):
    """Which lines of the audit trail; it comes with the address, so that a page of them can be kept."""

    class Meta:
        """Nothing is changed by looking."""

        csrf = False

    person = SelectField(_l("ใคร"), choices=lambda: offered(_everybody()), default="")
    kind = SelectField(_l("เรื่องอะไร"), choices=lambda: offered(trail_kinds()), default="")
    days = SelectField(_l("เมื่อไร"), choices=lambda: offered(trail_days()), default="")
    subject = LineField(_l("กับอะไร"), [AtMost(100)])
