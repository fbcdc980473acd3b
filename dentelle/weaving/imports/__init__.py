"""A partner's list on its way into the atlas: what its columns hold, what would become of each row, taking it in, undoing that.

Invariants: every row of the file is accounted for, once, before and after; nothing is written into the territory or the atlas
before a person takes the list in; what is killed on the way can be done again and leaves nothing twice.
"""
