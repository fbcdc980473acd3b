"""A refusal is said in the language of the page, and says what it is about."""

import json
import pickle

import pytest
from django.utils.translation import override

from dentelle.atlas.people.accounts import accept, invite
from dentelle.atlas.people.refusals import kept, told_again
from dentelle.errors import (
    AccountError,
    DentelleError,
    ExchangeError,
    InterfaceError,
    JudgementError,
    SourceError,
    TakenError,
    TerritoryError,
    phrase,
)
from dentelle.hub.interface.exchanged import need_of
from dentelle.model import SKIP_REASONS
from dentelle.registers.store import describe, open_register
from dentelle.territory import load
from dentelle.vocabulary import scheme
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


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "écrivez un nombre"), ("de", "schreiben Sie eine Zahl"), ("nl", "schrijf een getal")]
)
def test_the_faults_of_the_exchange_format_are_told_in_the_language_of_the_page(language, said):
    wrong = {"id": "x", "text": "Hello", "facts": {"headcount": "many"}}
    with pytest.raises(ExchangeError) as told:
        need_of(wrong)
    assert "write a number" in told.value.detail
    whole = InterfaceError("A fact cannot be so. %(problems)s", problems=told.value)
    with override(language):
        assert said in refusal(told.value)
        assert said in refusal(whole)
        template, stored = kept(whole)
        assert told_again(template, json.loads(json.dumps(stored))) == refusal(whole)
        template, stored = kept(told.value)
        assert told_again(template, json.loads(json.dumps(stored))) == refusal(told.value)


def made_by_jobs(tmp_path):
    yield TakenError(
        "Another weave of this territory is running%(where)s. Wait for it to end.", where=phrase(" on another machine")
    )
    for function, arguments in ((open_register, ("none", tmp_path)), (scheme, (tmp_path / "none.ttl",)), (describe, (tmp_path,))):
        try:
            function(*arguments)
        except DentelleError as error:
            yield error


@pytest.mark.parametrize("language", ["fr", "de", "nl"])
def test_what_ends_a_job_is_told_in_the_language_of_the_page(tmp_path, language):
    errors = list(made_by_jobs(tmp_path))
    assert len(errors) == 4
    for error in errors:
        template, said = kept(error)
        stored = json.loads(json.dumps(said))
        with override(language):
            assert told_again(template, stored) == refusal(error)
            assert "%(" not in refusal(error)
            assert refusal(error) != error.detail
        with override("en"):
            assert told_again(template, stored) == error.detail
