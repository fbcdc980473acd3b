"""The register of processing: what is done with data about people, why, on what ground, and how long it is kept.

Invariant: one list feeds the public notice and the register; the days come from the settings that erase, so that neither can say
anything else than what happens.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext


@dataclass(frozen=True, slots=True)
class Processing:
    """One entry of the register (Article 30 GDPR). ``kept`` (what, days); ``always`` what has no term, and why."""

    id: str
    purpose: str | Promise
    people: str | Promise
    data: str | Promise
    ground: str | Promise
    recipients: str | Promise
    always: str | Promise = ""
    kept: tuple[tuple[str | Promise, int], ...] = ()

    @property
    def terms(self) -> tuple[tuple[str | Promise, str], ...]:
        """(what, how long) in words."""
        return tuple((what, ngettext("%(days)d day", "%(days)d days", days) % {"days": days}) for what, days in self.kept)


PUBLIC = gettext_lazy("everybody: the pages are public")
STAFF = gettext_lazy("the people who work on the atlas")
INTEREST = gettext_lazy("legitimate interest in telling who does what in the territory (Article 6(1)(f) GDPR)")


def register() -> tuple[Processing, ...]:
    """All that is done with data about people here."""
    return (*_atlas(), *_work(), *_hub())


def _atlas() -> tuple[Processing, ...]:
    """What is shown of people, what is left out, and what readers say."""
    return (
        Processing(
            "atlas",
            gettext_lazy("Telling who does what in the territory, each fact with its source"),
            gettext_lazy("people named in published documents for a public role, an authorship or an award"),
            gettext_lazy("name, role, organisation, dates, the passage that says so"),
            INTEREST,
            PUBLIC,
            gettext_lazy("as long as a source says so, or until the person objects"),
        ),
        Processing(
            "left-out",
            gettext_lazy("Leaving out whoever asked for it, also in what comes later"),
            gettext_lazy("people who objected"),
            gettext_lazy("hashes of the written forms of the name; of who is only hidden, what was hidden, sealed"),
            gettext_lazy("legal obligation: the right to object and to be erased (Articles 17 and 21 GDPR)"),
            gettext_lazy("stewards and administrators"),
            gettext_lazy("as long as the atlas exists: without it the name would come back"),
        ),
        Processing(
            "reports",
            gettext_lazy("Correcting what readers tell us is wrong, and answering them"),
            gettext_lazy("readers who write to us"),
            gettext_lazy("their words and, if they give one, an e-mail address; no network address"),
            gettext_lazy("consent, by sending the form (Article 6(1)(a) GDPR)"),
            STAFF,
            kept=(
                (gettext_lazy("e-mail address, at the longest: an answer erases it"), settings.REPORT_ADDRESS_DAYS),
                (gettext_lazy("text, after it was settled"), settings.REPORT_TEXT_DAYS),
            ),
        ),
    )


def _work() -> tuple[Processing, ...]:
    """What those who keep the atlas do."""
    return (
        Processing(
            "accounts",
            gettext_lazy("Letting people work on the atlas, and telling later who decided what"),
            gettext_lazy("people who have an account, or were invited"),
            gettext_lazy("e-mail address, name, role, a digest of the password, decisions with date and reason"),
            gettext_lazy("public task or employment of those who keep the atlas (Article 6(1)(b) and (e) GDPR)"),
            STAFF,
            kept=(
                (gettext_lazy("invitations, after they ended"), settings.INVITATION_DAYS),
                (gettext_lazy("name and address, after the account was closed"), settings.CLOSED_ACCOUNT_DAYS),
                (gettext_lazy("addresses in the audit; a number of the account stays"), settings.AUDIT_ADDRESS_DAYS),
                (gettext_lazy("logs of work behind the pages, and who asked for it"), settings.JOB_DAYS),
                (gettext_lazy("mails written to files"), settings.MAIL_DAYS),
            ),
        ),
        Processing(
            "calls",
            gettext_lazy("Asking the organisations of the atlas whether what it says still holds"),
            gettext_lazy("people who answer the telephone there"),
            gettext_lazy("notes of a call"),
            INTEREST,
            STAFF,
            kept=((gettext_lazy("notes"), settings.CALL_NOTE_DAYS),),
        ),
        Processing(
            "documents",
            gettext_lazy("Looking at a document before it is taken in"),
            gettext_lazy("people named in it"),
            gettext_lazy("the document, and what it would change"),
            INTEREST,
            STAFF,
            kept=((gettext_lazy("documents that nobody took in"), settings.DRAFT_DAYS),),
        ),
    )


def _hub() -> tuple[Processing, ...]:
    """What the jobs of the hub do."""
    return (
        Processing(
            "needs",
            gettext_lazy("Finding who can help a firm or a founder, and following what becomes of it"),
            gettext_lazy("people who state a need, and those who are asked to help"),
            gettext_lazy("the need in their words, name, firm, e-mail address, telephone number, answers"),
            gettext_lazy("consent, by sending the form or by asking an adviser (Article 6(1)(a) GDPR)"),
            gettext_lazy("advisers, and the recipients whom they ask; of an anonymous need not before both sides agree"),
            kept=((gettext_lazy("after the need was closed; what was asked for stays without a name"), settings.NEED_DAYS),),
        ),
        Processing(
            "applications",
            gettext_lazy("Choosing who gets a place in the incubator"),
            gettext_lazy("people who apply, and the jury"),
            gettext_lazy(
                "the application with its files, name, e-mail address, telephone number; scores and conflicts of interest"
            ),
            gettext_lazy("steps before a contract, at the applicant’s request (Article 6(1)(b) GDPR)"),
            gettext_lazy("the staff of the incubator and the jury of the call; no juror with a conflict of interest"),
            gettext_lazy("who is admitted: as long as the firm is in the incubator’s records"),
            kept=((gettext_lazy("refused or taken back, and drafts of closed calls"), settings.APPLICATION_DAYS),),
        ),
    )
