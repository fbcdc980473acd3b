"""Build hook: compiles the translations, so that a wheel and an editable install carry the ``.mo`` that gettext reads."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileTranslations(BuildHookInterface):
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Runs before every build, ``version`` "editable" included; tells hatchling which ignored files belong in."""
        sys.path.insert(0, str(Path(self.root)))
        from dentelle.web import catalogs

        catalogs.compile_all()
        build_data["artifacts"].extend(f"dentelle/web/locale/{language}/LC_MESSAGES/django.mo" for language in catalogs.LANGUAGES)
