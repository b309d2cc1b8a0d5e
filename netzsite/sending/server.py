"""Turns a mail into the mail server's answer: one mail to one recipient over SMTP (RFC 5321)."""

import re
import smtplib
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum

from netzsite.errors import Code, NetzsiteError, Problem, Spot
from netzsite.sending.account import Account, Security

TIMEOUT = 60.0
"""Seconds that the server may take for an answer; RFC 5321 (4.5.3.2) allows more, a run of hundreds does not."""


class Outcome(Enum):
    """What came of a mail.

    Only the server's answer to the end of a mail says that it has it. A line that is cut before the end was sent leaves
    nothing behind; one that is cut after it leaves it open.
    """

    SENT = "sent"
    REFUSED = "refused"
    DEFERRED = "deferred"
    LOST = "lost"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of it, and the server's words, in one line with their code."""

    outcome: Outcome
    words: str = ""

    @property
    def code(self) -> str:
        """The code of the words."""
        return self.words[:3] if self.words[:3].isdigit() else "000"


class Server:
    """A connection to the mail server, opened when it is needed and kept for many mails."""

    def __init__(self, account: Account, timeout: float = TIMEOUT) -> None:
        self.account, self.timeout = account, timeout
        self._smtp: smtplib.SMTP | None = None
        self.handed_over = 0

    def open(self) -> None:
        """Connect and sign in, unless that is done.

        Raises:
            OSError: the server cannot be reached, or does not want to talk now.
            NetzsiteError: it will never: no TLS, a certificate that is not its own, a password that is wrong.
        """
        if self._smtp is not None:
            return
        try:
            self._smtp = self._connected()
        except ssl.SSLEOFError:
            raise  # the line was cut
        except ssl.SSLError as error:
            reason = getattr(error, "verify_message", "") or error.reason or "no TLS"
            raise self._refusal(f"cannot be trusted: {reason}", "is it the name that its certificate has?") from None
        except smtplib.SMTPNotSupportedError as error:
            hint = "set NETZSITE_SMTP_SECURITY to tls for port 465, or ask who runs the server"
            raise self._refusal(f"cannot do what is needed: {error}", hint) from None
        except smtplib.SMTPAuthenticationError as error:
            if error.smtp_code < 500:
                raise
            words = _in_one_line(error.smtp_code, error.smtp_error)
            raise self._refusal(f"refuses the user: {words}", "look at user and password") from None
        self.handed_over = 0

    def _connected(self) -> smtplib.SMTP:
        account, context = self.account, ssl.create_default_context()
        if account.security is Security.TLS:
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(account.host, account.port, timeout=self.timeout, context=context)
        else:
            smtp = smtplib.SMTP(account.host, account.port, timeout=self.timeout)
        try:
            if account.security is Security.STARTTLS:
                smtp.starttls(context=context)
            if smtp.sock is not None:  # the end of a mail does not wait until the rest of it has been confirmed
                smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            smtp.ehlo_or_helo_if_needed()
            if account.user:
                smtp.login(account.user, account.password)
        except BaseException:
            smtp.close()
            raise
        return smtp

    def close(self) -> None:
        """Say goodbye."""
        if self._smtp is not None:
            with suppress(OSError):
                self._smtp.quit()
            self._drop()

    def hand_over(self, sender: str, address: str, data: bytes, before_end: Callable[[], None]) -> Answer:
        """Hand over a mail.

        Args:
            sender: where the servers between us and the recipient send what they have to say.
            address: of the recipient.
            data: the message.
            before_end: is called when all of it has been sent but the line that ends it.

        Raises:
            NetzsiteError: the server does not take mail from this sender.
        """
        if self._smtp is None:
            raise ValueError("there is no connection")
        self.handed_over += 1
        try:
            return self._hand_over(self._smtp, sender, address, data, before_end)
        except BaseException:  # it may be in the middle of a mail, which nobody must end
            self._drop()
            raise

    def _hand_over(
        self, smtp: smtplib.SMTP, sender: str, address: str, data: bytes, before_end: Callable[[], None]
    ) -> Answer:
        try:
            refusal = self._announce(smtp, sender, address)
            if refusal is not None:
                return self._without_doubt(refusal)
            smtp.send(_stuffed(data))
        except OSError as error:  # smtplib's own are, too
            self._drop()
            return Answer(Outcome.LOST, _words_of(error))
        before_end()
        try:
            smtp.send(b".\r\n")
            code, words = smtp.getreply()
        except OSError as error:
            self._drop()
            return Answer(Outcome.UNKNOWN, _words_of(error))
        return self._without_doubt(_answer(code, words, Outcome.UNKNOWN))

    def _announce(self, smtp: smtplib.SMTP, sender: str, address: str) -> Answer | None:
        """Say from whom and to whom; gives what the server has against it."""
        code, words = smtp.mail(sender)
        if code >= 500:
            said = _in_one_line(code, words).replace(sender, "<sender>")
            raise self._refusal(f"refuses the sender: {said}", "look at 'sender' of the medium's mail in media.yaml")
        if code == 250:
            code, words = smtp.rcpt(address)
        if code in (250, 251):
            code, words = smtp.docmd("DATA")
            if code == 354:
                return None
        return _answer(code, words, Outcome.LOST)

    def _without_doubt(self, answer: Answer) -> Answer:
        """Make the connection ready for the next mail, or drop it."""
        if answer.outcome in (Outcome.LOST, Outcome.UNKNOWN) or answer.code == "421":
            self._drop()
        elif answer.outcome is not Outcome.SENT and self._smtp is not None:
            try:
                self._smtp.rset()
            except OSError:
                self._drop()
        return answer

    def _drop(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None

    def _refusal(self, message: str, hint: str) -> NetzsiteError:
        spot = Spot(f"{self.account.host}:{self.account.port}")
        return NetzsiteError(Problem(spot, Code.NO_MAIL_SERVER, f"the mail server {message}", hint))


def _stuffed(data: bytes) -> bytes:
    """Write a message as it is sent: lines end in CR LF, and one that begins with a dot has two (RFC 5321, 4.5.2)."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", data)
    stuffed = re.sub(rb"(?m)^\.", b"..", lines)
    return stuffed if stuffed.endswith(b"\r\n") else stuffed + b"\r\n"


def _answer(code: int, words: bytes, otherwise: Outcome) -> Answer:
    """Tell what an answer means; one that no server should give means `otherwise`."""
    said = _in_one_line(code, words)
    if 200 <= code < 300 and otherwise is Outcome.UNKNOWN:
        return Answer(Outcome.SENT, said)
    if 400 <= code < 500:
        return Answer(Outcome.DEFERRED, said)
    return Answer(Outcome.REFUSED if 500 <= code < 600 else otherwise, said)


def _in_one_line(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {' '.join(text.split())}"[:300]


def _words_of(error: OSError) -> str:
    return error.strerror or " ".join(str(error).split())[:300] or type(error).__name__
