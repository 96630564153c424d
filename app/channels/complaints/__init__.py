"""General complaints: what troubles residents, told once."""

from app.channels.complaints.form import ComplaintForm
from app.channels.complaints.map import VillageMap
from app.channels.complaints.neighbours import Follow
from app.channels.intake import intake_blueprint
from app.domain.channels import COMPLAINTS

bp = intake_blueprint(COMPLAINTS, ComplaintForm, Follow, VillageMap)
