"""Who may do what: one table, asked by every view and by nobody else.

Invariant: a role may do everything that the roles before it may; what is not in ``ACTIONS`` nobody may do. The owner of a
record is no role: such an account may propose changes to the records that it keeps, whatever its role.
"""

from dentelle.atlas.models.accounts import ROLES, RecordOwner, User

__all__ = ["ACTIONS", "may"]

ACTIONS: dict[str, str] = {  # what is done → the least role that may do it
    "enter": "reader",  # see the workbench, and every archived document in full
    "see_incubator": "reader",  # rooms, who is in them, how full the house is
    "propose": "contributor",
    "add_source": "contributor",
    "decide_claims": "editor",
    "edit_facts": "editor",
    "import_list": "editor",
    "settle_findings": "editor",
    "answer_reports": "editor",
    "see_gaps": "reader",  # what is asked for and cannot be had, without names
    "handle_needs": "editor",  # told in confidence: needs, offers with their contacts, referrals
    "manage_incubator": "editor",  # and see what is told in confidence: who waits, rents, plans
    "run": "editor",
    "decide_identity": "steward",  # merge and split
    "retire_source": "steward",
    "protect_person": "steward",
    "read_audit": "steward",
    "manage_accounts": "administrator",
    "operate": "administrator",
}


def may(user: object, action: str, record: str = "") -> bool:
    """Whether ``user`` (an account or a visitor) may do ``action``, about the entity ``record`` where that matters.

    Raises KeyError for an action that is in no table: a misspelt one must fail in tests, not lock people out in silence.
    """
    least = ROLES.index(ACTIONS[action])
    if not isinstance(user, User) or not user.is_active:
        return False
    if ROLES.index(user.role) >= least:
        return True
    return action == "propose" and bool(record) and RecordOwner.objects.filter(user=user, identity_id=record).exists()
