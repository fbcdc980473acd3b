"""A refusal is said in the language of the page, and says what it is about."""

import json
import pickle

import pytest
from django.utils.translation import override

from dentelle.atlas.accounts import accept, invite
from dentelle.atlas.refusals import kept, told_again
from dentelle.errors import AccountError, JudgementError, SourceError, TerritoryError
from dentelle.model import SKIP_REASONS
from dentelle.territory import load
from dentelle.web.refusals import left_out, refusal


def test_the_sentence_is_translated_and_filled_in():
    error = AccountError("%(email)s has an account already. Change its role instead.", email="anna@example.org")
    assert str(error) == error.detail == "anna@example.org has an account already. Change its role instead."
    with override("de"):
        assert refusal(error) == "anna@example.org hat schon ein Konto. Ändern Sie stattdessen die Rolle."


def test_what_is_said_may_hold_percents_and_a_sentence_without_translation_stays():
    with override("fr"):
        assert refusal(SourceError("empty", "%(name)s is empty.", name="100 %(s).txt")) == "100 %(s).txt est vide."
        assert refusal(JudgementError("50 % of nothing")) == "50 % of nothing"


def test_a_file_that_cannot_be_used_is_told():
    with override("nl"):
        assert refusal(PermissionError(13, "Permission denied")) == "Het bestand kan niet worden gebruikt: Permission denied"


@pytest.mark.parametrize("reason", [one for one in SKIP_REASONS if one != "unused"])
def test_every_reason_to_leave_a_file_out_has_words(reason):
    for language in ("fr", "en", "de", "nl"):
        with override(language):
            assert "a.pdf" in left_out(reason, "a.pdf")


@pytest.mark.django_db
def test_the_page_of_accounts_refuses_in_french(client):
    user = accept(invite("anna@example.org", "administrator", who="root"), name="Anna", password="threads and knots")
    client.force_login(user)
    answer = client.post("/fr/workbench/people/change/", {"email": user.email, "change": "deactivate"}, follow=True)
    assert "est le dernier compte d’administration" in answer.text


def test_every_mistake_of_a_territory_is_told_in_the_language_of_the_page(tmp_path):
    (tmp_path / "territory.toml").write_text('nme = "x"\nlanguages = 5\n[[sources]]\npath = "a.txt"\n', encoding="utf-8")
    with pytest.raises(TerritoryError) as raised:
        load(tmp_path)
    with override("en"):
        assert refusal(raised.value) == raised.value.detail
    with override("fr"):
        told = refusal(raised.value)
        template, said = json.loads(json.dumps(kept(raised.value)))
        assert told_again(template, said) == told  # as a job keeps it
    assert told.count("\n") == raised.value.detail.count("\n") > 2
    assert f"{tmp_path}/territory.toml:1: « nme » n’est pas une clé de" in told
    assert "languages est 5 (un nombre)" in told
    assert "il n’y a pas de fichier « a.txt »" in told
    again = pickle.loads(pickle.dumps(raised.value.problems))
    assert again == raised.value.problems
    assert again[0].wrong.template == raised.value.problems[0].wrong.template
