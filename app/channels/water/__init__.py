"""Water by tanker: for one household, place of worship, school or community, or for many houses in one request."""

from app.channels.intake import intake_blueprint
from app.channels.water.form import WaterForm
from app.channels.water.group import door
from app.domain.channels import WATER

bp = intake_blueprint(WATER, WaterForm)
door.add_to(bp, "/group")
