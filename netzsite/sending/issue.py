"""Turns the output of a build into the letters of an edition, or says why the edition must not go out."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from netzsite.config import MailService
from netzsite.engine.artifact import Artifact
from netzsite.engine.cache import Cache
from netzsite.engine.publishing import Output, check_output
from netzsite.errors import Code, NetzsiteError, Problem, Spot, did_you_mean
from netzsite.kinds.edition import Edition
from netzsite.listing import shown_path
from netzsite.mailing.lint import lint
from netzsite.mailing.review import mail_of
from netzsite.media import mail
from netzsite.pipeline import Plan, prepare
from netzsite.render.workshop import Workshop
from netzsite.sending.addresses import deliverable
from netzsite.sending.letters import Letter
from netzsite.settings import Settings

if TYPE_CHECKING:
    from netzsite.letters.letter import MailView


@dataclass(frozen=True, slots=True)
class Issue:
    """An edition that may go out.

    Attributes:
        edition: its id.
        letters: language -> letter.
        default: the language of those who name none.
        zone: the network's time zone.
    """

    edition: str
    letters: dict[str, Letter]
    default: str
    zone: str


def read_issue(settings: Settings, edition_id: str, service: MailService) -> Issue:
    """Read what was built of an edition.

    Nothing is rendered to be sent: the content is rendered only to compare it with what lies in the output.

    Args:
        settings: of the build that made the output.
        edition_id: medium and name: `online-newsletter/2026-11-20`.
        service: what is to send it.

    Raises:
        NetzsiteError: the content has errors, or the edition must not go out; carries every reason.
    """
    with Cache(settings.cache) as cache:
        planned, problems = prepare(settings, cache)
        if planned is None:
            raise NetzsiteError(*problems)
        desk = _Desk(settings, planned, edition_id, cache)
        desk.check_edition()
        desk.check_profile(service)
        output = check_output(settings.output)
        letters = {artifact.lang: desk.letter(artifact, output) for artifact in desk.artifacts()}
        if desk.problems:
            raise NetzsiteError(*desk.problems)
    network = planned.library.network
    default = network.default_language if network.default_language in letters else next(iter(letters))
    return Issue(edition_id, letters, default, network.time_zone)


class _Desk:
    """Looks at an edition before it goes out, and gathers what is against it."""

    def __init__(self, settings: Settings, planned: Plan, edition_id: str, cache: Cache) -> None:
        self.settings, self.planned, self.id = settings, planned, edition_id
        self.workshop = Workshop(planned.theme, settings.content, cache)
        self.spot = Spot(shown_path(settings.content, f"editions/{edition_id}/edition.yaml"))
        self.problems: list[Problem] = []

    def check_edition(self) -> None:
        """Look whether it is there, and public.

        Raises:
            NetzsiteError: it is not.
        """
        heads = self.planned.inspection.content.heads
        head = heads.get((Edition.kind, self.id))
        if head is None:
            known = [entry_id for kind, entry_id in heads if kind == Edition.kind]
            hint = did_you_mean(self.id, known) or "name the medium and the edition: online-newsletter/2026-11-20"
            raise self._error(f"there is no edition '{self.id}'", hint)
        if self.planned.library.get(Edition, self.id) is not None:
            return
        if head.is_draft:
            raise self._error("the edition is a draft", "remove 'draft: true', build, look at it, then send it")
        if head.public_from > self.planned.library.catalogue.moment:
            day = head.public_from[:16].replace("T", " ").removesuffix(" 00:00")
            raise self._error(f"the edition is not published before {day}", "send it then")
        raise self._error("the edition is not public any more", "look at its dates")

    def check_profile(self, service: MailService) -> None:
        """Look whether its mails were made to be sent like this.

        Raises:
            NetzsiteError: there are none, they were made for another service, or nobody can be their sender.
        """
        medium = self.id.partition("/")[0]
        profile = self.planned.library.mix.media[medium].mail
        if profile is None:
            hint = "say how in media.yaml: docs/newsletters.md"
            raise self._error(f"the medium '{medium}' does not go out as mail", hint)
        if profile.service is not service:
            message = f"its mails are made for {profile.service.value}, not for {service.value}"
            how = "--listmonk" if profile.service is MailService.LISTMONK else profile.service.value
            hint = f"send it with {how}, or write 'service: {service.value}' in media.yaml and build"
            raise self._error(message, hint)
        try:
            deliverable(profile.sender)
        except ValueError as error:
            raise self._error(f"the sender in media.yaml: {error}", "write it in ASCII: office@example.org") from None

    def artifacts(self) -> Iterator[Artifact]:
        """Yield the plans of its messages, one for each language."""
        for artifact in self.planned.artifacts:
            is_ours = artifact.medium == mail.NAME and artifact.entry == (Edition.kind, self.id)
            if is_ours and artifact.path.endswith(".eml"):
                yield artifact

    def letter(self, artifact: Artifact, output: Output) -> Letter:
        """Take a message from the output, and look at it."""
        view: MailView = artifact.compose(self.planned.library.fresh(), self.planned.theme, *artifact.subject)
        data = self._published(artifact, view, output)
        letter = Letter(self.id, view.lang, view.title, data, view.unsubscribe_url)
        for finding in lint(mail_of(view, self.workshop)):
            if finding.is_error:
                self._complain(f"mail in '{view.lang}', {finding.rule}: {finding.message}", finding.hint)
        if data:
            self._check_duties(letter, view)
        return letter

    def _published(self, artifact: Artifact, view: "MailView", output: Output) -> bytes:
        """Read a message from the output; nothing if it is not there, or not what the content says today."""
        hint = "run 'netzsite build', look at the mail, then send it"
        path = self.settings.output / artifact.path
        if view.page not in output.stamps:
            self._complain(f"its page is not in the output: {self.settings.output / view.page}", hint)
        if artifact.path not in output.stamps:
            self._complain(f"its mail is not in the output: {path}", hint)
            return b""
        data = path.read_bytes()
        if data != artifact.render(view, self.workshop):
            self._complain(f"the output does not have what the content says today: {path}", hint)
        return data

    def _check_duties(self, letter: Letter, view: "MailView") -> None:
        """Look for what must stand in a mail by law, in the words of the message itself."""
        for subtype in ("plain", "html"):
            raw = unescape(letter.text(subtype)) if subtype == "html" else letter.text(subtype)
            text = " ".join(raw.split())
            duties = {
                "an imprint": " ".join(view.site.publisher.split()) in text,
                "an address to unsubscribe": view.unsubscribe_url != "" and view.unsubscribe_url in raw,
                "the address of the archive": view.archive_url != "" and view.archive_url in raw,
            }
            for name, is_there in duties.items():
                if not is_there:
                    hint = "the templates of mail must show it: themes/.../mail"
                    self._complain(f"the {subtype} text in '{letter.lang}' lacks {name}", hint)

    def _complain(self, message: str, hint: str) -> None:
        self.problems.append(Problem(self.spot, Code.NOT_SENDABLE, message, hint))

    def _error(self, message: str, hint: str) -> NetzsiteError:
        return NetzsiteError(Problem(self.spot, Code.NOT_SENDABLE, message, hint))
