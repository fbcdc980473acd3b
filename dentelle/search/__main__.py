"""``python -m dentelle.search PARENT``: brings the index up to date; started by ``search.tending``."""

import sys

from dentelle.search.tending import main

if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
