"""Build hook: what is made and not kept in git goes into a wheel all the same.

It compiles the translations, and takes along what Vite built, where it was built (``make`` does so before).
"""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TakeWhatWasMade(BuildHookInterface):
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Runs before every build, ``version`` "editable" included; tells hatchling which ignored files belong in."""
        sys.path.insert(0, str(Path(self.root)))
        from dentelle.web import catalogs

        catalogs.compile_all()
        build_data["artifacts"].extend(f"dentelle/web/locale/{language}/LC_MESSAGES/django.mo" for language in catalogs.LANGUAGES)
        build_data["artifacts"].append("dentelle/web/static/dentelle/built/**")
