"""Who may open which address: every one of them, for every role, taken from the URL configuration itself."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import RequestFactory
from django.urls import resolve
from every_address import addresses

from dentelle.atlas.models import ROLES, User
from dentelle.atlas.people.permissions import ACTIONS, may
from dentelle.web.access import PUBLIC, SIGNED_IN, needs, only_whom_it_concerns, rule

pytestmark = pytest.mark.django_db

VISITOR = "visitor"


EVERY = sorted({(address, name or "", view) for address, view, name in addresses()}, key=lambda one: one[:2])


@pytest.mark.parametrize(("address", "name", "view"), EVERY, ids=[address for address, _, _ in EVERY])
def test_every_address_says_for_whom_it_is(address, name, view):
    assert rule(view, name), f"{address} has no rule: mark its view with @public, @signed_in or @needs(…)"


@pytest.mark.parametrize("role", [VISITOR, *ROLES])
def test_the_permission_matrix(client, role):
    if role != VISITOR:
        client.force_login(User.objects.create_user("who@example.org", "threads and knots", name="Who", role=role))
    user = User.objects.filter(email="who@example.org").first()
    for address, name, view in EVERY:
        asked = rule(view, name)
        assert resolve(address).func is view, address
        response = client.get(address)
        to_the_door = response.status_code == 302 and "/account/sign-in/" in response["Location"]
        if asked == PUBLIC:
            assert response.status_code != 403, address
            assert not to_the_door or name.startswith(("account_", "mfa_")), address
        elif role == VISITOR:
            assert to_the_door, address
        elif asked == SIGNED_IN:  # allauth may still say that there is nothing to confirm
            assert not to_the_door, address
        elif may(user, asked):
            assert response.status_code != 403, f"{role} was refused {address}"
            assert not to_the_door, address
        else:
            assert response.status_code == 403, f"{role} was let in to {address}"


def test_a_view_without_a_rule_answers_nobody():
    def forgotten(request):
        raise AssertionError("it ran")

    request = RequestFactory().get("/fr/")
    request.resolver_match = None
    middleware = only_whom_it_concerns(lambda request: None)
    with pytest.raises(ImproperlyConfigured):
        middleware.process_view(request, forgotten, (), {})


def test_a_misspelt_action_is_no_rule():
    with pytest.raises(KeyError):
        needs("decide_claim")


def test_roles_grow_and_a_closed_account_may_nothing():
    before = set()
    for role in ROLES:
        user = User(email=f"{role}@example.org", role=role)
        here = {action for action in ACTIONS if may(user, action)}
        assert before < here
        before = here
    assert before == set(ACTIONS)
    user.is_active = False
    assert not any(may(user, action) for action in ACTIONS)
