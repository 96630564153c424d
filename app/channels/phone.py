"""What the script is told that keeps a form on the resident's phone (static/keep.js), and the worker that opens it."""

from flask import Response
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from app.channels.forms import IntakeForm
from app.channels.rooms import Room
from app.models import Draft
from app.web import assets


def told(form: IntakeForm, draft: Draft | None, address: str) -> ResponseReturnValue:
    """Where to go on, or what is wrong; how many files are here; a token that is good now."""
    held = {"held": len(draft.attachments) if draft else 0, "token": generate_csrf()}
    if address:
        return held | {"to": address}
    wrong = [field.short_name for field in form if field.errors]
    refused = " ".join(map(str, form.photos.errors))
    return held | {"wrong": wrong, "refused": refused, "stale": bool(form.form_errors)}, 422


class Worker(Room):
    """The script that opens this form where there is no line; from here it may look at this channel's pages only."""

    name, path = "worker", "/worker.js"

    def dispatch_request(self) -> ResponseReturnValue:
        """Hand it out where there is a form to be opened, at no other address."""
        self.manual()
        return Response(assets.body("keep-worker.js"), mimetype="text/javascript")
