"""The process that makes the index beside the pages."""

import os
import subprocess
import sys

from dentelle.search.tending import START


def test_it_starts_where_nothing_is_set_up(tmp_path):
    environment = os.environ | {"DENTELLE_TERRITORY": str(tmp_path), "DJANGO_SETTINGS_MODULE": "dentelle.settings"}
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    command = [sys.executable, "-c", START, "1"]  # of another parent than it has: it ends before it does anything
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert (ended.returncode, ended.stderr) == (1, "")
