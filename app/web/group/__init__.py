"""Water for many houses in one request: the form that residents' and officers' doors share. It selects no cases."""

from app.web.group.filer import FilerForm
from app.web.group.rooms import GroupDoor

__all__ = ["FilerForm", "GroupDoor"]
