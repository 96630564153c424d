"""Services, categories, villages and ways of arrival as pages name them, in the language of the page."""

from flask_babel import gettext as _

from app.domain.channels import CHANNELS, Arrival, Channel
from app.models import Category, OfficeUnit, Service, Village
from app.services.statistics.groups import Thing
from app.web.tongues import chosen
from app.web.villages import village_name


def group_name(group: Thing, *, with_service: bool = False) -> str:
    """The name of a group; ``with_service`` says of a category which service it belongs to."""
    match group:
        case OfficeUnit():
            return group.short_name
        case Village():
            return village_name(group)
        case Arrival():
            return str(_(group.label))
        case Channel():
            return str(_(group.title))
        case Service():
            return chosen(group).text
        case Category():
            words = chosen(group).text
            return f"{words} ({_(CHANNELS[group.channel_slug].short)})" if with_service else words
