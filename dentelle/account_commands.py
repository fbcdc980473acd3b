"""The commands about accounts: ``dentelle user add|list|role|close``, for who may sign in to work on the atlas."""

import argparse
import os
from collections.abc import Callable

OK = 0
ROLES = ("reader", "contributor", "editor", "steward", "administrator")  # as in atlas.models, which needs a database to be asked
EXAMPLES = {
    "user": 'dentelle user add anna@example.org --role administrator --name "Anna Dubois"\ndentelle user list',
    "user add": "dentelle user add anna@example.org --role editor --language de",
    "user list": "dentelle user list",
    "user role": "dentelle user role anna@example.org steward",
    "user close": "dentelle user close anna@example.org",
}

Command = Callable[..., argparse.ArgumentParser]
Function = Callable[[argparse.Namespace], int]


def add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    command: Command,
    open_atlas: Callable[[argparse.Namespace], None],
) -> None:
    """Adds the commands to the grammar; ``command`` makes one, ``open_atlas`` makes the territory's database ready."""

    def opened(function: Function) -> Function:
        def act(options: argparse.Namespace) -> int:
            open_atlas(options)
            return function(options)

        return act

    user = command(commands, "user", None, "invite people, change what they may do, close accounts")
    below = user.add_subparsers(title="commands", metavar="COMMAND", required=True)
    invited = command(below, "add", opened(_add), "invite somebody; print the address where they choose a password", "user ")
    invited.add_argument("email", metavar="EMAIL", help="their e-mail address")
    invited.add_argument("--role", choices=ROLES, default="reader", help="what they may do (default: %(default)s)")
    invited.add_argument("--name", default="", help="what they are called")
    invited.add_argument(
        "--language", choices=("fr", "en", "de", "nl"), default="fr", help="of their mails (default: %(default)s)"
    )
    command(below, "list", opened(_list), "print the accounts and open invitations", "user ")
    role = command(below, "role", opened(_role), "give an account another role", "user ")
    role.add_argument("email", metavar="EMAIL", help="the account's address")
    role.add_argument("role", choices=ROLES, help="the new role")
    close = command(below, "close", opened(_close), "let nobody sign in to an account any more; what it decided stays", "user ")
    close.add_argument("email", metavar="EMAIL", help="the account's address")


def _who() -> str:
    return os.environ.get("USER") or os.environ.get("LOGNAME") or "somebody"


def _add(options: argparse.Namespace) -> int:
    from dentelle.atlas.people.accounts import invite
    from dentelle.web.accounts.mail import invitation_address

    secret = invite(options.email, options.role, who=_who(), name=options.name, language=options.language)
    print(invitation_address(secret, options.language))
    return OK


def _list(options: argparse.Namespace) -> int:
    from dentelle.atlas.people.accounts import account_lines

    for line in account_lines():
        print(line)
    return OK


def _role(options: argparse.Namespace) -> int:
    from dentelle.atlas.people.accounts import set_role

    set_role(options.email, options.role, who=_who())
    return OK


def _close(options: argparse.Namespace) -> int:
    from dentelle.atlas.people.accounts import deactivate

    deactivate(options.email, who=_who())
    return OK
