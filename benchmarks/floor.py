"""The least that a form can cost on this stack: no sign-in, no languages, no check page, no story. Not for use."""

import secrets
import sys
import tempfile

from flask import Flask, redirect, render_template, url_for
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect, FlaskForm
from jinja2 import DictLoader
from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from waitress import serve
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from app.services.transaction import tune

PAGE = """<!doctype html><html lang="th"><head><meta charset="utf-8"><title>{{ title }}</title></head>
<body><h1>{{ title }}</h1>{% block main %}{% endblock %}</body></html>"""
FORM = """{% extends "page" %}{% block main %}<form method="post">{{ form.csrf_token }}
{% for field in form if field.type != "CSRFTokenField" %}<p>{{ field.label }} {{ field }}
{% for error in field.errors %}<strong>{{ error }}</strong>{% endfor %}</p>{% endfor %}
<button>ส่งเรื่อง</button></form>{% endblock %}"""
DONE = """{% extends "page" %}{% block main %}<p>{{ case.reference }}</p><p>{{ case.story }}</p>{% endblock %}"""


class Base(DeclarativeBase):
    """Three tables."""


class Case(Base):
    """A matter."""

    __tablename__ = "case"
    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    category: Mapped[str]
    story: Mapped[str]
    place: Mapped[str]
    phone: Mapped[str]


class Event(Base):
    """What happened to it."""

    __tablename__ = "event"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    kind: Mapped[str]


class Mail(Base):
    """What is to be told."""

    __tablename__ = "mail"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    body: Mapped[str]


class CaseForm(FlaskForm):
    """Four questions."""

    category = SelectField(choices=[("road", "ถนน"), ("lamp", "ไฟ")])
    story = TextAreaField(validators=[DataRequired(), Length(max=5000)])
    place = StringField(validators=[DataRequired(), Length(max=300)])
    phone = StringField(validators=[Length(max=30)])


db = SQLAlchemy(model_class=Base)


def create_app(database: str) -> Flask:
    """The whole of it."""
    app = Flask(__name__)
    app.jinja_loader = DictLoader({"page": PAGE, "form": FORM, "done": DONE})
    app.config.update(SECRET_KEY=secrets.token_hex(), SQLALCHEMY_DATABASE_URI=database)
    db.init_app(app)
    CSRFProtect(app)
    with app.app_context():
        tune(db.engine)
        db.create_all()

    @app.route("/new", methods=["GET", "POST"])
    def new() -> object:
        form = CaseForm()
        if not form.validate_on_submit():
            return render_template("form", title="แจ้งเรื่อง", form=form)
        case = Case(reference=secrets.token_hex(8), **{k: v for k, v in form.data.items() if k != "csrf_token"})
        db.session.add(case)
        db.session.flush()
        db.session.add_all([Event(case_id=case.id, kind="received"), Mail(case_id=case.id, body=case.reference)])
        db.session.commit()
        return redirect(url_for("done", reference=case.reference), 303)

    @app.get("/done/<reference>")
    def done(reference: str) -> str:
        case = db.session.scalars(select(Case).where(Case.reference == reference)).one()
        return render_template("done", title="ได้รับเรื่องแล้ว", case=case)

    return app


def visited(database: str = "") -> tuple[FlaskClient, str]:
    """Somebody at its door in this process, and the address of a case's page; on SQLite if no database is named."""
    app = create_app(database or f"sqlite:///{tempfile.mkdtemp()}/floor.db")
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    told = {"category": "lamp", "story": "ไฟดับ " * 20, "place": "หน้ามัสยิด", "phone": "0800001234"}
    sent = client.post("/new", data=told)
    return client, sent.headers["Location"]


if __name__ == "__main__":
    serve(create_app(sys.argv[2]), host="127.0.0.1", port=int(sys.argv[1]), threads=8)
