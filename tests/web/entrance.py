"""Members of staff at the door: sign in, fill in forms the way a browser sends them."""

from datetime import datetime, timedelta

import html5lib
import pyotp
from sqlalchemy import select

from app.extensions import db
from app.models import AuditEntry, Staff
from app.services import staff
from tests.factories import PASSWORD, make_staff


def sign_in(client, username, password=PASSWORD, next_address=None, **more):
    query = {"next": next_address} if next_address else None
    return client.post("/staff/sign-in", data={"username": username, "password": password}, query_string=query, **more)


OWN = "ปลาทู สามตัว ในเข่ง"


def choose_password(client, password=OWN, next_address=None):
    """What everybody does who was handed a password: choose one of their own."""
    query = {"next": next_address} if next_address else None
    address = "/staff/account/first-password"
    return client.post(address, data={"new": password, "again": password}, query_string=query)


def code_at(secret, moment):
    return pyotp.TOTP(secret).at(moment)


def with_second_step(username, *roles, now, **more):
    """Somebody with an authenticator: the person's name and its secret."""
    member = make_staff(username, *roles, now=now, **more)
    secret = pyotp.random_base32()
    staff.set_totp(member, secret)
    return secret


def person(username):
    return db.session.query(Staff).filter_by(username=username).one()


def acts():
    """What the audit trail names, oldest first."""
    return [entry.action for entry in db.session.query(AuditEntry).order_by(AuditEntry.id)]


def day(moment: datetime, **span):
    """A day as the three parts of a form."""
    found = (moment + timedelta(**span)).date()
    return {"day": str(found.day), "month": str(found.month), "year": str(found.year + 543)}


def parts(name, moment, **span):
    return {f"{name}-{part}": value for part, value in day(moment, **span).items()}


OF_EVERY_PAGE = ("sign-out", "/account/keys", "/account/stay")


def filled(page):
    """The fields of the page's own form (the last one that goes to no other address) as they stand, to be sent."""
    tree = html5lib.parse(page.text, namespaceHTMLElements=False)
    posts = [f for f in tree.iter("form") if f.get("method") == "post"]
    forms = [f for f in posts if not f.get("action", "").endswith(OF_EVERY_PAGE)]
    here = [f for f in forms if f.get("action", "").startswith("#")]
    form = ([f for f in forms if not f.get("action")] or here or forms)[-1]
    values = {}
    for field in form.iter("input"):
        kind, name = field.get("type", "text"), field.get("name")
        if name and name != "csrf_token" and (kind not in {"checkbox", "radio"} or "checked" in field.attrib):
            values.setdefault(name, []).append(field.get("value", ""))
    for field in form.iter("textarea"):
        values[field.get("name")] = ["".join(field.itertext())]
    for field in form.iter("select"):
        chosen = [o for o in field.iter("option") if "selected" in o.attrib] or list(field.iter("option"))[:1]
        values[field.get("name")] = [option.get("value") for option in chosen]
    return values


def change(client, page_address, **changes):
    """Open a page, change some fields of its form, send it."""
    fields = filled(client.get(page_address))
    fields.update({name: [value] if isinstance(value, str) else value for name, value in changes.items()})
    return confirmed(client, page_address, {name: value for name, value in fields.items() if value != [None]})


def confirmed(client, address, data=None, password=PASSWORD):
    """Send a form, and one's own password when it is asked for."""
    asked = client.post(address, data=data)
    if 'name="again_password"' not in asked.text:
        return asked
    return client.post(address, data={**(data or {}), "again_password": password})


def said(page, client):
    """What the page after the act says."""
    return client.get(page.location).text.replace("\u00a0", " ")


def last_act():
    return db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
