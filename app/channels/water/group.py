"""Water for many houses at once, from the residents' side: it shows nothing that the sender did not type."""

from app.web.group import GroupDoor

door = GroupDoor("water")
