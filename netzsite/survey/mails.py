"""Turns what a company is to be told into a mail: a letter with its forms, a reminder, questions about its answers."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from textwrap import fill
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from netzsite.config import Network
from netzsite.render.mail import WIDTH, inline, resolve
from netzsite.render.workshop import Workshop
from netzsite.survey.campaign import Campaign
from netzsite.survey.companies import Company

_MAIL, _SURVEY = "mail", "survey"
"""The theme's folders of style sheets and of templates."""

PDF, XLSX = "application/pdf", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""Media types of the forms."""


@dataclass(frozen=True, slots=True)
class SurveyMail:
    """What a mail shows.

    Attributes:
        before, points, after: paragraphs, a list, and paragraphs after it.
        signature: who writes: office, street, place, address, telephone.
    """

    lang: str
    network: str
    subject: str
    title: str
    greeting: str
    before: tuple[str, ...]
    points: tuple[str, ...]
    after: tuple[str, ...]
    signature: tuple[str, ...]
    is_example: bool


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail."""

    name: str
    mime: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Post:
    """Writes the mails of a survey.

    Attributes:
        campaign: the survey.
        workshop: the theme's templates and words.
        moment: when they are written; without a zone, in the network's.
    """

    campaign: Campaign
    workshop: Workshop
    moment: dt.datetime

    def letter(self, company: Company, forms: Sequence[Attachment], web_url: str, code: str) -> bytes:
        """Write the letter that brings a company its forms, and says where else it can answer, if it can."""
        survey, words = self.campaign.questionnaire, self.workshop.theme.strings[company.lang].text
        due = self.workshop.theme.strings[company.lang].date(survey.closes)
        before: tuple[str, ...] = (
            survey.intro.pick(company.lang),
            words("survey-mail.letter-forms"),
            words("survey-mail.letter-due", date=due),
            survey.privacy.pick(company.lang),
        )
        before += (words("survey-mail.letter-web", url=web_url, code=code),) if web_url else ()
        return self._message(company, "letter", before, (), (), forms)

    def reminder(self, company: Company, missing: Sequence[str]) -> bytes:
        """Write to a company that has not answered, or not the questions whose labels are given."""
        strings = self.workshop.theme.strings[company.lang]
        closes = self.campaign.questionnaire.closes
        is_over = self.moment.date() > closes
        due = strings.text(f"survey-mail.reminder-{'over' if is_over else 'due'}", date=strings.date(closes))
        if not missing:
            return self._message(company, "reminder", (strings.text("survey-mail.reminder-open"), due), (), ())
        before = (strings.text("survey-mail.reminder-partly"),)
        after = (strings.text("survey-mail.reminder-how"), due)
        return self._message(company, "partly", before, tuple(missing), after)

    def reply(self, company: Company, file: str, sentences: Sequence[str], *, is_kept: bool) -> bytes:
        """Ask a company about what is wrong with its form; says no answer."""
        words = self.workshop.theme.strings[company.lang].text
        before = words("survey-mail.reply-kept") if is_kept else words("survey-mail.reply-refused", file=file)
        after = words(f"survey-mail.reply-{'how' if is_kept else 'again'}")
        return self._message(company, "reply", (before,), tuple(sentences), (after,))

    def _message(
        self,
        company: Company,
        name: str,
        before: tuple[str, ...],
        points: tuple[str, ...],
        after: tuple[str, ...],
        attachments: Sequence[Attachment] = (),
    ) -> bytes:
        words, survey = self.workshop.theme.strings[company.lang].text, self.campaign.questionnaire
        title = survey.title.pick(company.lang)
        greeting = words("survey-mail.greeting", contact=company.contact) if company.contact else ""
        view = SurveyMail(
            company.lang,
            self.campaign.network.short_name,
            words(f"survey-mail.{name}", title=title),
            title,
            greeting or words("survey-mail.greeting-nobody"),
            before,
            points,
            after,
            _signature(self.campaign.network, company.lang),
            survey.example or company.is_example,
        )
        return self._written(view, company, attachments)

    def _written(self, view: SurveyMail, company: Company, attachments: Sequence[Attachment]) -> bytes:
        network = self.campaign.network
        message = EmailMessage(policy=SMTP)
        message["Subject"] = " ".join(view.subject.split())
        if network.contact.email:
            message["From"] = f"{_quoted(network.short_name)} <{network.contact.email}>"
        if company.email:
            message["To"] = company.email
        zone = ZoneInfo(network.time_zone)
        moment = self.moment.replace(tzinfo=zone) if self.moment.tzinfo is None else self.moment.astimezone(zone)
        message["Date"] = format_datetime(moment)
        text, html = write_text(view, self.workshop), self._html(view)
        digest = sha256("\0".join([company.id, f"{moment:%Y-%m-%d}", text]).encode()).hexdigest()[:24]
        message["Message-ID"] = f"<{digest}@{urlsplit(network.base_url).hostname}>"
        message["X-Unsent"] = "1"
        message.set_content(text, cte="quoted-printable")
        message.add_alternative(html, subtype="html", cte="quoted-printable")
        for each in attachments:
            kind, _, subtype = each.mime.partition("/")
            message.add_attachment(each.data, maintype=kind, subtype=subtype, filename=each.name)
        message["Content-Language"] = view.lang
        parts = [part for part in message.walk() if part.is_multipart()]
        for number, part in enumerate(parts):
            part.set_boundary(f"=_{number}{digest}")
        return message.as_bytes()

    def _html(self, view: SurveyMail) -> str:
        theme = self.workshop.theme
        sheets = theme.sheets(_MAIL)
        values = {"view": view, "dark_css": resolve(sheets["dark"], theme.tokens, "dark")}
        page = self.workshop.render(_SURVEY, "mail.html", view.lang, values, link=str)
        light = [resolve(css, theme.tokens, "light") for name, css in sheets.items() if name != "dark"]
        return inline(page, light)


def write_text(view: SurveyMail, workshop: Workshop) -> str:
    """Write the plain text that stands beside the HTML."""
    words = workshop.theme.strings[view.lang].text
    example = [words("survey-mail.example")] if view.is_example else []
    points = [fill(point, WIDTH, initial_indent="* ", subsequent_indent="  ") for point in view.points]
    blocks = [
        *(fill(text, WIDTH) for text in (*example, view.greeting, *view.before)),
        *(["\n".join(points)] if points else []),
        *(fill(text, WIDTH) for text in view.after),
        f"{words('survey-mail.closing')}\n{view.signature[0]}",
        "\n".join(["-- ", *filter(None, view.signature)]),
    ]
    return "\n\n".join(blocks) + "\n"


def _signature(network: Network, lang: str) -> tuple[str, ...]:
    contact = network.contact
    place = " ".join(filter(None, [contact.postcode, contact.town]))
    return contact.name.pick(lang), contact.street or "", place, contact.email or "", contact.phone or ""


def _quoted(name: str) -> str:
    """Write a display name as RFC 5322 has it."""
    return '"' + " ".join(name.split()).replace("\\", "\\\\").replace('"', '\\"') + '"'
