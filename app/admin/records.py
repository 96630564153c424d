"""Mail and the trail: whether letters leave, whether the chains hold, who did what. No line here can be changed."""

from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.admin.acts import act_name
from app.admin.door import administrator, bp
from app.admin.forms import AskForm, TestLetterForm, TrailForm
from app.domain.references import parse_reference
from app.services import chain
from app.services.administration import letters, trail
from app.web import office
from app.web.requests import row_number


@bp.route("/mail", methods=["GET", "POST"])
def mail() -> ResponseReturnValue:
    """How mail stands, and a test letter."""
    form = TestLetterForm(data={"recipient": office.member().email})
    if form.validate_on_submit():
        letters.send_test(form.recipient.data, by=administrator(), now=office.now())
        flash(_("ใส่อีเมลทดสอบในคิวแล้ว ออกภายในราวหนึ่งนาทีถ้าตั้งค่าอีเมลไว้"))
        return redirect(url_for("admin.mail"))
    return render_template("admin/mail.html", form=form, mail=letters.look())


@bp.post("/mail/again")
def try_letters_again() -> ResponseReturnValue:
    """Letters that were given up leave after all."""
    count = letters.try_again(by=administrator(), now=office.now())
    words = ngettext("ใส่กลับเข้าคิวแล้ว %(num)s ฉบับ", "ใส่กลับเข้าคิวแล้ว %(num)s ฉบับ", count)
    flash(words if count else _("ไม่มีอีเมลที่เลิกลองแล้ว"))
    return redirect(url_for("admin.mail"))


@bp.get("/audit")
def audit() -> str:
    """Who did what, newest first; by person, subject, kind and days if wished."""
    before, form = request.args.get("before", type=row_number), TrailForm(formdata=request.args)
    entries, older = trail.page(_wanted(form), before)
    asked = {name: value for name, value in form.data.items() if value}
    page = {"entries": entries, "older": older, "newest": before is None, "form": form, "asked": asked}
    return render_template("admin/audit.html", **page, act_name=act_name)


def _wanted(form: TrailForm) -> trail.Wanted:
    """What the form asks for; what it does not offer counts as not asked."""
    form.validate()
    given = {name: value for name, value in form.data.items() if value and not form[name].errors}
    days, subject = given.get("days"), given.get("subject", "")
    return trail.Wanted(
        staff_id=int(given["person"]) if "person" in given else None,
        subject=parse_reference(subject) or subject,
        kind=trail.Kind(given["kind"]) if "kind" in given else None,
        since=office.now() - timedelta(days=int(days)) if days else None,
    )


@bp.route("/chain", methods=["GET", "POST"], endpoint="chain")
def check_chain() -> ResponseReturnValue:
    """Read both chains from their first link on."""
    form = AskForm()
    broken = chain.verify() if form.validate_on_submit() else None
    return render_template("admin/chain.html", form=form, broken=broken)
