"""Mail and the trail: whether letters leave, whether the chains hold, who did what. Nothing here can be changed."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.admin.acts import act_name
from app.admin.door import administrator, bp
from app.admin.forms import AskForm, TestLetterForm
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


@bp.get("/audit")
def audit() -> str:
    """Who did what, newest first."""
    before = request.args.get("before", type=row_number)
    entries, older = trail.page(before)
    return render_template("admin/audit.html", entries=entries, older=older, newest=before is None, act_name=act_name)


@bp.route("/chain", methods=["GET", "POST"], endpoint="chain")
def check_chain() -> ResponseReturnValue:
    """Read both chains from their first link on."""
    form = AskForm()
    broken = chain.verify() if form.validate_on_submit() else None
    return render_template("admin/chain.html", form=form, broken=broken)
