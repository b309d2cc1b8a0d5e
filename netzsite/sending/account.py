"""Turns the environment into the account that mail is sent with: no password stands in a file or a command line."""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from netzsite.errors import Code, NetzsiteError, Problem, Spot, did_you_mean

HOST = "NETZSITE_SMTP_HOST"
PORT = "NETZSITE_SMTP_PORT"
USER = "NETZSITE_SMTP_USER"
PASSWORD = "NETZSITE_SMTP_PASSWORD"  # noqa: S105 - the name of a variable
SECURITY = "NETZSITE_SMTP_SECURITY"


class Security(Enum):
    """How the connection is kept from others."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


_PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}


@dataclass(frozen=True, slots=True)
class Account:
    """A mail server, and who we are to it; without a user nobody signs in."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = field(default="", repr=False)


def read_account(environment: Mapping[str, str]) -> Account:
    """Read the account from the environment.

    Raises:
        NetzsiteError: the server is not named, a value is wrong, or a password would go over an open line.
    """
    host = environment.get(HOST, "").strip()
    if not host:
        hint = f"set {HOST}, and {USER} and {PASSWORD} where the server wants them: docs/newsletters.md"
        raise _wrong(HOST, "the mail server is not named", hint)
    port = _read_port(environment.get(PORT, ""))
    security = _read_security(environment.get(SECURITY, ""), host, port)
    account = Account(
        host, port or _PORTS[security], security, environment.get(USER, ""), environment.get(PASSWORD, "")
    )
    if account.user and security is Security.NONE and not is_loopback(host):
        raise _wrong(SECURITY, "a password is not sent over an open line", "write starttls or tls")
    if account.user and not account.password:
        raise _wrong(PASSWORD, f"{USER} is set, but there is no password", f"set {PASSWORD}")
    return account


def describe_account(environment: Mapping[str, str]) -> str:
    """Say through which server mail would go, or what is wrong with that."""
    try:
        account = read_account(environment)
    except NetzsiteError as error:
        return "; ".join(f"{problem.spot}: {problem.message}" for problem in error.problems)
    user = f", signed in as {account.user}" if account.user else ""
    return f"{account.host}:{account.port}, {account.security.value}{user}"


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _read_port(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise _wrong(PORT, f"'{text}' is not a port", "587 with starttls, 465 with tls")
    return int(text)


def _read_security(text: str, host: str, port: int | None) -> Security:
    """Take TLS where nothing is said: on this machine nobody listens, and at port 465 it begins at once."""
    if not text:
        by_port = Security.TLS if port == _PORTS[Security.TLS] else Security.STARTTLS
        return Security.NONE if is_loopback(host) else by_port
    known = [security.value for security in Security]
    if text.lower() not in known:
        raise _wrong(SECURITY, f"'{text}' is none of {', '.join(known)}", did_you_mean(text, known))
    return Security(text.lower())


def _wrong(name: str, message: str, hint: str) -> NetzsiteError:
    return NetzsiteError(Problem(Spot(name), Code.NO_MAIL_SERVER, message, hint))
