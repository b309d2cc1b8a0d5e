"""Turns a letter into a campaign of listmonk, by its HTTP API of version 5 and 6 (https://listmonk.app/docs/apis/apis/).

listmonk keeps lists, opt-in, bounces and who has unsubscribed, and sends. A campaign is known by a tag that follows
from edition and language: the same edition again finds its draft.
"""

import http.client
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from netzsite.errors import Code, NetzsiteError, Problem, Spot, did_you_mean
from netzsite.sending.account import is_loopback
from netzsite.sending.letters import Letter

USER = "NETZSITE_LISTMONK_USER"
TOKEN = "NETZSITE_LISTMONK_TOKEN"  # noqa: S105 - the name of a variable

TEMPLATE = "netzsite"
"""The name of the template that adds nothing: our mails are whole pages."""

TIMEOUT = 30.0

_OURS = r"\{\{ (?:UnsubscribeURL|MessageURL) \}\}"
"""The words that the mail has for listmonk; whatever else stands in braces is an editor's text."""


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign of listmonk: its number, its status, where it is seen, and whether it was there before."""

    id: int
    status: str
    url: str
    was_there: bool


class Listmonk:
    """An installation of listmonk.

    Attributes:
        url: its address, as in the browser.
    """

    def __init__(self, url: str, environment: Mapping[str, str]) -> None:
        """Take the address, and the credentials from the environment.

        Raises:
            NetzsiteError: the address is none or an open line, or there are no credentials.
        """
        self.url = url.rstrip("/")
        try:
            parts = urlsplit(self.url)
            self._host, self._path, _ = parts.netloc, parts.path, parts.port
        except ValueError:
            raise self._error("is not an address of listmonk", "look at brackets and port") from None
        self._is_open = parts.scheme == "http" and is_loopback(parts.hostname or "")
        if (parts.scheme != "https" and not self._is_open) or "@" in parts.netloc or not parts.hostname:
            raise self._error("is not an address of listmonk", "write https://lists.example.org")
        user, token = environment.get(USER, ""), environment.get(TOKEN, "")
        if not user or not token:
            hint = f"make an API user in listmonk (Admin, Users), and set {USER} and {TOKEN}"
            raise self._error("there are no credentials for it", hint)
        self._authorization = f"token {user}:{token}"

    def put(self, letter: Letter, lists: Sequence[str]) -> Campaign:
        """Make a draft of a letter, or bring the one that is there up to date.

        Raises:
            NetzsiteError: listmonk cannot be reached or refuses, a list is not there, or the campaign has been started.
        """
        found = self._find(letter)
        if found is not None and found["status"] != "draft":
            hint = "set it back to draft in listmonk, or leave it as it went out"
            raise self._error(f"the campaign {found['id']} is not a draft any more: {found['status']}", hint)
        content = self._content(letter, lists)
        if found is None:
            made = self._ask("POST", "/api/campaigns", content)
        else:
            made = self._ask("PUT", f"/api/campaigns/{found['id']}", {**content, "name": found["name"]})
        return self._campaign(made, was_there=found is not None)

    def find(self, letter: Letter) -> Campaign | None:
        """Find the campaign of a letter."""
        found = self._find(letter)
        return self._campaign(found, was_there=True) if found is not None else None

    def start(self, campaign: Campaign) -> Campaign:
        """Let listmonk send a draft."""
        made = self._ask("PUT", f"/api/campaigns/{campaign.id}/status", {"status": "running"})
        return self._campaign(made, was_there=campaign.was_there)

    def test(self, campaign: Campaign, letter: Letter, lists: Sequence[str], address: str) -> None:
        """Let listmonk send a test to one of its subscribers."""
        content = self._content(letter, lists)
        test = {**content, "subject": f"[Test] {content['subject']}", "subscribers": [address]}
        self._ask("POST", f"/api/campaigns/{campaign.id}/test", test)

    def _campaign(self, made: Mapping[str, Any], *, was_there: bool) -> Campaign:
        return Campaign(made["id"], made["status"], f"{self.url}/admin/campaigns/{made['id']}", was_there)

    def _find(self, letter: Letter) -> dict[str, Any] | None:
        tag = _tag(letter)
        campaigns = self._ask("GET", "/api/campaigns?per_page=all&no_body=true")["results"]
        found: list[dict[str, Any]] = [each for each in campaigns if tag in (each["tags"] or ())]
        if len(found) > 1:
            numbers = ", ".join(str(each["id"]) for each in found)
            raise self._error(f"several campaigns have the tag '{tag}': {numbers}", "remove it from all but one")
        return found[0] if found else None

    def _content(self, letter: Letter, lists: Sequence[str]) -> dict[str, Any]:
        reply_to = letter.message["Reply-To"]
        medium = letter.edition.partition("/")[0]
        return {
            "name": f"{letter.title} ({letter.lang})",
            "subject": _quoted(letter.subject),
            "lists": self._lists(lists),
            "from_email": str(letter.message["From"]),
            "type": "regular",
            "content_type": "html",
            "body": _quoted_html(letter.text("html")),
            "altbody": _quoted(letter.text("plain")),
            "messenger": "email",
            "template_id": self._template(),
            "tags": ["netzsite", medium, letter.lang, _tag(letter)],
            "headers": [{"Reply-To": str(reply_to)}] if reply_to else [],
        }

    def _lists(self, names: Sequence[str]) -> list[int]:
        known = self._ask("GET", "/api/lists?per_page=all")["results"]
        return [self._list(name, known) for name in names]

    def _list(self, name: str, known: Sequence[Mapping[str, Any]]) -> int:
        found = [int(each["id"]) for each in known if name in (str(each["id"]), each["name"])]
        if len(found) != 1:
            message = f"has {'several lists' if found else 'no list'} '{name}'"
            hint = "give its number" if found else did_you_mean(name, [each["name"] for each in known])
            raise self._error(message, hint)
        return found[0]

    def _template(self) -> int:
        for each in self._ask("GET", "/api/templates"):
            if each["name"] == TEMPLATE and each["type"] == "campaign":
                return int(each["id"])
        content = {"name": TEMPLATE, "type": "campaign", "body": '{{ template "content" . }}'}
        made = self._ask("POST", "/api/templates", content)
        return int((made[0] if isinstance(made, list) else made)["id"])

    def _ask(self, method: str, path: str, content: object = None) -> Any:
        """Ask listmonk; a redirection is not followed, because it would take the credentials along."""
        kind = http.client.HTTPConnection if self._is_open else http.client.HTTPSConnection
        connection = kind(self._host, timeout=TIMEOUT)
        headers = {"Authorization": self._authorization, "Content-Type": "application/json"}
        data = json.dumps(content).encode() if content is not None else None
        try:
            connection.request(method, f"{self._path}{path}", data, headers)
            answer = connection.getresponse()
            status, text = answer.status, answer.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException) as error:
            raise self._error(f"cannot be reached: {error}", "is the address right, and listmonk running?") from None
        finally:
            connection.close()
        try:
            read = json.loads(text)
            if status == 200:
                return read["data"]
            said = str(read["message"])
        except (ValueError, KeyError, TypeError):
            said = http.client.responses.get(status, "what is no answer of listmonk")
        hint = "may the API user read lists, and read and write campaigns and templates?"
        if status not in (401, 403):
            hint = "look at the campaign in listmonk, and at its log"
        raise self._error(f"answers {method} {path.partition('?')[0]} with {status}: {said}", hint)

    def _error(self, message: str, hint: str) -> NetzsiteError:
        return NetzsiteError(Problem(Spot(self.url), Code.NO_MAIL_SERVER, message, hint))


def _tag(letter: Letter) -> str:
    return f"netzsite-{letter.edition.replace('/', '-')}-{letter.lang}".lower()


def _quoted(text: str) -> str:
    """Keep texts from being run: listmonk takes what stands in double braces for a program, but for its own words."""
    return re.sub(rf"({_OURS})|\{{\{{", lambda found: found[1] or '{{ "{{" }}', text)


def _quoted_html(text: str) -> str:
    """Do the same in HTML, where a brace can be written as a number, also in an attribute."""
    return re.sub(rf"({_OURS})|\{{\{{", lambda found: found[1] or "&#123;&#123;", text)
