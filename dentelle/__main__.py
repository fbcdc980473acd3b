"""``python -m dentelle``: the command line."""

import sys

from dentelle.cli import main

sys.exit(main())
