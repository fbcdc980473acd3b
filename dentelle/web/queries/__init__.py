"""What the pages read: one module a page, over the visible rows of the atlas.

Invariants: nothing here writes; no query runs in a loop; what comes out are frozen dataclasses that a template shows
without asking the database again.
"""
