"""Turns files that came back into answers that are kept, and an account of each file."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from netzsite.errors import Code
from netzsite.survey.answers import Answers, Receipt
from netzsite.survey.campaign import Campaign
from netzsite.survey.collecting.checking import doubts
from netzsite.survey.collecting.findings import Finding
from netzsite.survey.collecting.interpreting import Understood, printable, understand
from netzsite.survey.collecting.opening import Received, open_file
from netzsite.survey.companies import Company
from netzsite.survey.earlier import Earlier
from netzsite.survey.form import directory_facts
from netzsite.survey.key import company_code, question_digest
from netzsite.survey.submission import UnusableError


class Fate(Enum):
    """What became of a file."""

    KEPT = "kept"
    KNOWN = "known already"
    REFUSED = "not kept"


@dataclass(frozen=True, slots=True)
class Account:
    """What became of a form.

    Attributes:
        file: its name.
        company: whose it is; empty if that is not known.
        named_after: the company whose name the file has; empty if it has none.
        fate: whether its answers are kept.
        findings: what is wrong with it.
        answers: what the company has answered now; None if nothing is kept of the file.
    """

    file: str
    company: str
    fate: Fate
    named_after: str = ""
    findings: tuple[Finding, ...] = ()
    answers: Answers | None = None


@dataclass(frozen=True, slots=True)
class Collection:
    """What a collection needs to know.

    Attributes:
        campaign: the survey, with the answers that are kept.
        earlier: answers of earlier years.
        key: of the survey.
        received: when, in the network's time zone.
        is_replacing: answers that are kept give way to others.
    """

    campaign: Campaign
    earlier: Earlier
    key: bytes
    received: dt.datetime
    is_replacing: bool

    def collect(self, paths: Sequence[Path]) -> tuple[Account, ...]:
        """Read files, in their order; nothing is written."""
        languages = {company.id: company.lang for company in self.campaign.companies}
        accounts: list[Account] = []
        forms: list[Received] = []
        for path in paths:
            try:
                forms += open_file(path, self.campaign, self.key, languages)
            except UnusableError as error:
                accounts.append(self._refused(path.name, "", error.code))
        companies = {company.id: company for company in self.campaign.companies}
        kept: dict[str, Answers] = dict(self.campaign.answers)
        twice = self._contradicting(forms)
        for form in forms:
            account = self._account(form, companies, kept, twice)
            accounts.append(account)
            if account.answers is not None:
                kept[account.company] = account.answers
        return tuple(accounts)

    def _account(
        self, form: Received, companies: Mapping[str, Company], kept: Mapping[str, Answers], twice: frozenset[str]
    ) -> Account:
        company = companies.get(form.submission.identification.company)
        fault = self._stranger(form, company)
        if company is None or fault is not None:
            return self._refused(form.file, "", fault or Code.FORM_STRANGER)
        before = kept.get(company.id)
        if before is not None and any(receipt.digest == form.digest for receipt in before.receipts):
            return Account(form.file, company.id, Fate.KNOWN)
        if company.id in twice:
            return self._refused(form.file, company.id, Code.FORM_TWICE)
        if self._names_another(form, company):
            return self._refused(form.file, company.id, Code.FORM_RENAMED)
        understood = understand(form.submission, self.campaign.questionnaire)
        if before is not None and not self.is_replacing and _differs(before, understood):
            return self._refused(form.file, company.id, Code.FORM_NOT_NEWER)
        lang = form.submission.identification.lang
        asked = doubts(understood, self.campaign.questionnaire, company.id, lang, self.earlier)
        name = self._named_after(form.file)
        renamed = [Finding(Code.FORM_RENAMED)] if name not in ("", company.id) else []
        answers = self._merged(before, understood, form, company)
        return Account(form.file, company.id, Fate.KEPT, name, (*renamed, *understood.findings, *asked), answers)

    def _refused(self, file: str, company: str, code: Code) -> Account:
        return Account(file, company, Fate.REFUSED, self._named_after(file), (Finding(code, is_refused=True),))

    def _stranger(self, form: Received, company: Company | None) -> Code | None:
        """Tell whether a form is none of this survey, or not that of the company that it names."""
        said = form.submission.identification
        if said.year != self.campaign.year:
            return Code.FORM_WRONG_YEAR
        if company is None or said.code != company_code(self.key, self.campaign.year, said.company):
            return Code.FORM_STRANGER
        return None if said.questions == question_digest(self.campaign.questionnaire) else Code.FORM_OUTDATED

    def _contradicting(self, forms: Sequence[Received]) -> frozenset[str]:
        """Find the companies of which two of the files answer differently."""
        found: dict[str, list[Understood]] = {}
        for form in {form.digest: form for form in forms}.values():
            said = form.submission.identification
            before = self.campaign.answers.get(said.company)
            if before is None or all(receipt.digest != form.digest for receipt in before.receipts):
                found.setdefault(said.company, []).append(understand(form.submission, self.campaign.questionnaire))
        pairs = ((company, one, other) for company, all_of in found.items() for one in all_of for other in all_of)
        return frozenset(company for company, one, other in pairs if _contradict(one, other))

    def _names_another(self, form: Received, company: Company) -> bool:
        """Tell whether the name in the form was changed to that of another company that is asked."""
        name = form.submission.facts.get("name", "").strip().casefold()
        others = {other.name.casefold() for other in self.campaign.companies if other.id != company.id}
        return name != company.name.casefold() and name in others

    def _named_after(self, file: str) -> str:
        """Find the company whose id is in the name of a file, as in the forms that went out."""
        words = re.split(r"[^a-z0-9-]+", file.lower().rpartition(".")[0])
        stems = {re.sub(r"-\d{4}$", "", word) for word in words}
        return next((company.id for company in self.campaign.companies if company.id.replace("/", "-") in stems), "")

    def _merged(self, before: Answers | None, understood: Understood, form: Received, company: Company) -> Answers:
        """Put the answers of a form to those that are kept; a question that it leaves empty keeps its answer."""
        by, file = _one_line(form.submission.by)[:200] or None, _one_line(form.file) or "?"
        receipt = Receipt(file=file, digest=form.digest, received=self.received, by=by)
        corrections = _corrections(form.submission.facts, directory_facts(company))
        now = Answers(company.id, understood.values, understood.estimated, understood.declined, (receipt,), corrections)
        if before is None:
            return now
        said = {*understood.values, *understood.declined}
        return replace(
            now,
            values={name: value for name, value in before.values.items() if name not in said} | dict(now.values),
            estimated=(before.estimated - said) | now.estimated,
            declined=(before.declined - said) | now.declined,
            receipts=(*before.receipts, receipt),
            corrections={**before.corrections, **corrections},
        )


def _differs(before: Answers, now: Understood) -> bool:
    """Tell whether a form says something else than what is kept; what it adds is nothing else."""
    changed = any(before.values[name] != value for name, value in now.values.items() if name in before.values)
    return changed or bool(now.declined & before.values.keys()) or bool(before.declined & now.values.keys())


def _contradict(one: Understood, other: Understood) -> bool:
    changed = any(one.values[name] != value for name, value in other.values.items() if name in one.values)
    return changed or bool(one.declined & other.values.keys())


def _corrections(written: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    """Give the facts that somebody has written otherwise; an empty field is no correction."""
    said = {name: _one_line(text)[:300] for name, text in written.items() if name in known}
    return {name: text for name, text in said.items() if text and text != " ".join(known[name].split())}


def _one_line(text: str) -> str:
    return " ".join(printable(text).split())


def summary(accounts: Iterable[Account]) -> dict[Fate, int]:
    """Count what became of the forms."""
    fates = [account.fate for account in accounts]
    return {fate: fates.count(fate) for fate in Fate}
