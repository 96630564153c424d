"""Backups: how the office could begin again, what was tried, and a file to take away after the password once more.

The work itself is the worker's; this page only asks for it and tells what became of it.
"""

from flask import abort, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.admin.door import administrator, bp
from app.admin.forms import AskForm, PasswordForm
from app.domain.backups import RunKind
from app.domain.words import N_
from app.services import audit
from app.services.backups import listed, runs, shelf, standing
from app.services.sealed import office as sealed_office
from app.web import office
from app.web.reauthentication import is_me

LOOKS = {
    "restored": N_("กู้คืนได้ และทุกไฟล์ตรงกับแฮชที่บันทึกไว้"),
    "rows": N_("จำนวนแถวตรงกันทุกตาราง"),
    "shape": N_("ปรับเป็นรุ่นปัจจุบันได้"),
    "chains": N_("สายของประวัติและบันทึกการใช้งานไม่ขาด"),
    "facts": N_("สถานะของทุกเรื่องตรงกับประวัติ"),
    "files": N_("ไฟล์แนบครบ"),
    "sealed": N_("เรื่องลับครบ ยังเปิดได้ด้วยกุญแจเดิมเท่านั้น"),
}
_ASKED = {
    RunKind.BACKUP: N_("จะเริ่มสำรองภายในหนึ่งนาที"),
    RunKind.DRILL: N_("จะเริ่มทดสอบกู้คืนภายในหนึ่งนาที"),
}


@bp.get("/backups")
def backups() -> str:
    """How it stands, what lies there, and what to do on the worst day."""
    found = standing(office.now())
    return render_template(
        "admin/backups.html",
        found=found,
        files=listed(),
        made={run.name: run for run in runs.recent(RunKind.BACKUP)},
        drilled={run.name: run for run in runs.recent(RunKind.DRILL)},
        looks=LOOKS,
        kinds=RunKind,
        place=shelf.place(),
        same_disk=shelf.is_on_same_disk(),
        holder=sealed_office.recovery_holder(),
        form=AskForm(),
    )


@bp.post("/backups/<any(backup, drill):kind>")
def ask_for_backup(kind: str) -> ResponseReturnValue:
    """Let the worker do it."""
    if AskForm().validate_on_submit():
        runs.ask(RunKind(kind), by=administrator(), now=office.now())
        flash(_(_ASKED[RunKind(kind)]))
    return redirect(url_for("admin.backups"))


@bp.route("/backups/<name>", methods=["GET", "POST"])
def backup_file(name: str) -> ResponseReturnValue:
    """Hand out one file, to whoever types their password once more; the audit trail says so."""
    found = next((one for one in listed() if one.name == name), None) or abort(404)
    form = PasswordForm()
    if form.validate_on_submit() and is_me(office.member(), form.password):
        audit.record("backup_downloaded", found.name, by=administrator(), now=office.now())
        kind = "application/octet-stream"
        return send_file(found.path, mimetype=kind, as_attachment=True, download_name=found.name, max_age=0)
    return render_template("admin/backup_file.html", form=form, file=found)
