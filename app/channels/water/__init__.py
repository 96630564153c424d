"""Water by tanker for one household, place of worship, school or community; many houses in one request wait."""

from app.channels.intake import intake_blueprint
from app.channels.water.form import WaterForm
from app.domain.channels import WATER

bp = intake_blueprint(WATER, WaterForm)
