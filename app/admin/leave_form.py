"""The form by which an account is closed: who takes the cases."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm

from app.models import Staff
from app.services.administration import leaving
from app.web.fields.listed import ChoiceField
from app.web.fields.offers import offered


class LeaveForm(FlaskForm):
    """A colleague of the unit, or nobody yet."""

    to = ChoiceField(_l("ใครรับเรื่องต่อ"))


def leave_form(member: Staff) -> LeaveForm:
    """The form for this person."""
    pairs = [("", _("ส่งกลับหน่วยงาน ยังไม่ระบุคน")), *((str(who.id), who.name) for who in leaving.successors(member))]
    form = LeaveForm()
    form.to.choices = offered(pairs)
    return form
