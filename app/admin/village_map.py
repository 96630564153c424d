"""The office's own map: a GeoJSON file, matched to villages before it is saved; or taken away."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import HiddenField

from app.admin.door import administrator, bp
from app.domain import geojson
from app.domain.geojson import BadMap, Feature
from app.services.administration import outlines
from app.web import office, village_map
from app.web.fields.listed import ChoiceField


class MapFileForm(FlaskForm):
    """The file."""

    file = FileField(_l("ไฟล์ GeoJSON"))


class MatchForm(FlaskForm):
    """What in the file names the villages, and what the page before showed; the file itself goes along, made small."""

    shapes = HiddenField()
    seen = HiddenField()
    name = ChoiceField(_l("ช่องในไฟล์ที่บอกเลขหมู่หรือชื่อหมู่บ้าน"))

    def offer(self, features: list[Feature]) -> None:
        """The names in the file, each with what stands under it first."""
        seen = [(name, next(f.about[name] for f in features if name in f.about)) for name in geojson.names(features)]
        self.name.choices = [(name, f"{name} ({example})") for name, example in seen]


@bp.route("/villages/map", methods=["GET", "POST"])
def map_of_villages() -> ResponseReturnValue:
    """The map there is, and the way to another one."""
    form = MapFileForm()
    if not form.validate_on_submit():
        return _page(form)
    try:
        sent = form.file.data
        features = geojson.read(sent.stream.read(geojson.LARGEST + 1) if sent else b"")
    except BadMap as bad:
        form.file.errors = [_(bad.message, **bad.values) if sent else _("เลือกไฟล์")]
        return _page(form), 422
    match = MatchForm(formdata=None, shapes=geojson.written(features))
    match.offer(features)
    match.name.data = geojson.likeliest(features, outlines.names())
    return _matching(match, features)


@bp.route("/villages/map/match", methods=["GET", "POST"])
def match_villages() -> ResponseReturnValue:
    """Look at another match, or save this one; nothing is saved that was not looked at."""
    if request.method == "GET":
        return redirect(url_for("admin.map_of_villages"))
    form = MatchForm()
    try:
        features = geojson.read((form.shapes.data or "").encode())
    except BadMap:
        return redirect(url_for("admin.map_of_villages"))
    form.offer(features)
    if not form.validate() or "look" in request.form or form.seen.data != form.name.data:
        return _matching(form, features), 422 if form.errors else 200
    rings = outlines.found(features, form.name.data)
    if not rings:
        form.name.errors = [_("ไม่พบหมู่บ้านของเราในช่องนี้ เลือกช่องอื่น")]
        return _matching(form, features), 422
    outlines.save(rings, by=administrator(), now=office.now())
    flash(_("บันทึกแผนที่แล้ว"))
    return redirect(url_for("admin.map_of_villages"))


@bp.post("/villages/map/remove")
def remove_map() -> ResponseReturnValue:
    """Choose by list again."""
    outlines.save({}, by=administrator(), now=office.now())
    flash(_("ลบแผนที่แล้ว"))
    return redirect(url_for("admin.map_of_villages"))


def _page(form: MapFileForm) -> str:
    return render_template("admin/village_map.html", form=form, sheet=village_map.sheet(village_map.borders()))


def _matching(form: MatchForm, features: list[Feature]) -> str:
    known, form.seen.data = outlines.names(), form.name.data
    rows: list[Any] = [
        (feature.about.get(form.name.data, ""), number, known.get(number or 0, ""))
        for feature, number in zip(features, geojson.matched(features, form.name.data, known), strict=True)
    ]
    rings = outlines.found(features, form.name.data)
    return render_template(
        "admin/village_match.html", form=form, rows=rows, missing=[n for n in known if n not in rings],
        sheet=village_map.sheet(rings),
    )  # fmt: skip
