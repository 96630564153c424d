"""The application factory: the one place where every room is joined."""

from collections.abc import Callable
from datetime import UTC, datetime

from flask import Flask

from app import (
    accounts,
    admin,
    channels,
    cli,
    desk,
    driving,
    front,
    insights,
    privacy,
    published,
    publishing,
    sealed,
    tracking,
    water_desk,
)
from app.extensions import csrf, db, mail
from app.services.transaction import tune
from app.web import (
    assets,
    context,
    drawing,
    errors,
    filters,
    headers,
    letters,
    metering,
    office,
    opening,
    replica,
    requests,
    tongues,
    words,
)
from config import Config


def create_app(config: Config | None = None, *, clock: Callable[[], datetime] | None = None) -> Flask:
    """Build the application."""
    app = Flask(__name__, template_folder="../templates", static_folder=None)
    app.request_class = requests.OfficeRequest
    app.jinja_environment = drawing.Templates
    app.config.from_object(config or Config.from_env())
    app.extensions["clock"] = clock or (lambda: datetime.now(UTC))

    for extension in (db, csrf, mail):
        extension.init_app(app)
    with app.app_context():
        tune(db.engine)
    for part in (metering, requests, words, letters, tongues, filters, assets, context, errors, headers):
        part.init_app(app)
    app.before_request(office.load_member)
    opening.init_app(app)

    for blueprint in (
        front.bp,
        *channels.BLUEPRINTS,
        tracking.bp,
        driving.bp,
        *desk.BLUEPRINTS,
        *water_desk.BLUEPRINTS,
        sealed.bp,
        *insights.BLUEPRINTS,
        privacy.bp,
        published.bp,
        publishing.bp,
        *accounts.BLUEPRINTS,
        admin.bp,
    ):
        app.register_blueprint(blueprint)
    replica.init_app(app)
    cli.init_app(app)
    return app
