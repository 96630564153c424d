"""Trucks and drivers: who is there, which truck stands still and which rounds that hits."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField

from app.domain.workflow import Role
from app.models import Driver, Truck
from app.services.water import batches, fleet, reading
from app.services.water.fleet import BadTruck
from app.water_desk.door import BAD
from app.web import guards, office
from app.web.fields import AtMost, DateField, LineField, PhoneField, Required, ThaiIntegerField

fleet_bp = Blueprint("fleet", __name__, url_prefix="/staff/water")
fleet_bp.before_request(guards.staff_only(*guards.DESK, Role.ADMINISTRATOR))


class TruckForm(FlaskForm):
    """A truck."""

    name = LineField(_l("ชื่อเรียกรถ"), [Required(_l("กรอกชื่อเรียกรถ เช่น รถน้ำ 1")), AtMost(60)])
    plate = LineField(_l("ทะเบียน"), [Required(_l("กรอกทะเบียนรถ")), AtMost(40)])
    litres = ThaiIntegerField(_l("ความจุ"), [Required(_l("กรอกความจุเป็นลิตร"))])
    active = BooleanField(_l("ใช้งานอยู่"), default=True)


class DriverForm(FlaskForm):
    """A driver."""

    name = LineField(_l("ชื่อคนขับ"), [Required(_l("กรอกชื่อคนขับ")), AtMost(120)])
    phone = PhoneField(_l("เบอร์โทรศัพท์"))
    active = BooleanField(_l("ยังขับอยู่"), default=True)


class OutForm(FlaskForm):
    """From when to when a truck stands still, and why."""

    out_from = DateField(_l("งดใช้ตั้งแต่วันที่"), required=_l("กรอกวันแรกที่งดใช้"))
    out_until = DateField(_l("ถึงวันที่"))
    reason = LineField(_l("เหตุผล"), [Required(_l("เขียนเหตุผล เช่น เข้าซ่อมเกียร์")), AtMost(200)])


@fleet_bp.get("/trucks")
def trucks() -> ResponseReturnValue:
    """Everything that drives, and everybody who does."""
    found = fleet.trucks(all_of_them=True)
    return render_template(
        "water_desk/fleet.html", trucks=found, drivers=fleet.drivers(all_of_them=True), today=office.today(),
        hit={truck.id: len(reading.hit(truck)) for truck in found}, desk=_at_desk(),
    )  # fmt: skip


@fleet_bp.route("/trucks/new", methods=["GET", "POST"])
@fleet_bp.route("/trucks/<int:truck_id>/edit", methods=["GET", "POST"])
def truck(truck_id: int = 0) -> ResponseReturnValue:
    """A truck: new, or what changed of it."""
    row = _truck(truck_id) if truck_id else Truck()
    form = TruckForm(obj=row) if truck_id else TruckForm()
    if form.validate_on_submit():
        given: dict[str, Any] = {name: form[name].data for name in ("name", "plate", "litres", "active")}
        try:
            fleet.save_truck(row, **given, by=office.actor(), now=office.now())
        except BadTruck as bad:
            form[bad.field].errors = [_(bad.message)]
        else:
            flash(_("บันทึกรถแล้ว"))
            return redirect(url_for("fleet.trucks"))
    return render_template("water_desk/truck.html", form=form, truck_id=truck_id), BAD if form.errors else 200


@fleet_bp.route("/drivers/new", methods=["GET", "POST"])
@fleet_bp.route("/drivers/<int:driver_id>/edit", methods=["GET", "POST"])
def driver(driver_id: int = 0) -> ResponseReturnValue:
    """A driver: new, or what changed of them."""
    row = (fleet.driver(driver_id) or abort(404)) if driver_id else Driver()
    form = DriverForm(obj=row) if driver_id else DriverForm()
    if form.validate_on_submit():
        given = {"name": form.name.data, "phone": form.phone.data or "", "active": form.active.data}
        fleet.save_driver(row, **given, by=office.actor(), now=office.now())
        flash(_("บันทึกคนขับแล้ว"))
        return redirect(url_for("fleet.trucks"))
    return render_template("water_desk/driver.html", form=form, driver_id=driver_id), BAD if form.errors else 200


@fleet_bp.route("/trucks/<int:truck_id>/out", methods=["GET", "POST"])
def out(truck_id: int) -> ResponseReturnValue:
    """A truck stands still; the rounds that this hits are shown, to be called off in one press."""
    row = _truck(truck_id)
    first = row.out_from or office.today()
    form = OutForm(data={"out_from": first, "out_until": row.out_until, "reason": row.out_reason})
    if form.validate_on_submit():
        try:
            fleet.stand_still(row, form.out_from.chosen, form.out_until.chosen, form.reason.data, by=office.actor(),
                              now=office.now())  # fmt: skip
        except BadTruck as bad:
            form[bad.field].wrong = [_(bad.message)]
        else:
            flash(_("บันทึกวันงดใช้แล้ว"))
            return redirect(url_for("fleet.out", truck_id=row.id) if reading.hit(row) else url_for("fleet.trucks"))
    page = render_template("water_desk/out.html", truck=row, form=form, hit=reading.hit(row), desk=_at_desk())
    return page, BAD if form.errors else 200


@fleet_bp.post("/trucks/<int:truck_id>/back")
def back(truck_id: int) -> ResponseReturnValue:
    """It runs again."""
    fleet.stand_still(_truck(truck_id), None, None, "", by=office.actor(), now=office.now())
    flash(_("รถกลับมาใช้งานแล้ว"))
    return redirect(url_for("fleet.trucks"))


@fleet_bp.post("/trucks/<int:truck_id>/cancel-rounds")
def cancel_rounds(truck_id: int) -> ResponseReturnValue:
    """Call off every round that the standing truck cannot drive; the houses keep their place."""
    row = _truck(truck_id)
    if not _at_desk():
        abort(404)
    hit = [held.id for held in reading.hit(row)]
    reason = row.out_reason or _("รถงดใช้")
    batches.cancel(hit, reason, by=office.actor(), now=office.now())
    flash(_("ยกเลิกแล้ว %(n)s รอบ ทุกบ้านกลับเข้าคิวตามลำดับเดิม", n=len(hit)))
    return redirect(url_for("fleet.trucks"))


def _truck(truck_id: int) -> Truck:
    return fleet.truck(truck_id) or abort(404)


def _at_desk() -> bool:
    """Whether they may change rounds, and not only the list of trucks."""
    return bool(office.member().roles & frozenset(guards.DESK))
