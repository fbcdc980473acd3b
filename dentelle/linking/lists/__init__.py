"""A list against a register: each row decided as match, review or none, with the sentence that says why."""

from dentelle.linking.lists.linker import Indexed, link, link_together
from dentelle.linking.lists.one_to_one import one_to_one
from dentelle.linking.lists.rows import Candidate, Decided, ListRow
from dentelle.linking.lists.settings import Settings, usual_settings

__all__ = ["Candidate", "Decided", "Indexed", "ListRow", "Settings", "link", "link_together", "one_to_one", "usual_settings"]
