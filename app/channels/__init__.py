"""(being built)"""

BLUEPRINTS = ()
