"""netzsite.sending.account and server: who may read what is sent, and what a server must not be trusted with."""

import ssl
import subprocess

import pytest

from netzsite.errors import NetzsiteError
from netzsite.sending.account import Account, Security, read_account
from netzsite.sending.server import Answer, Outcome, Server
from tests.sending.mailbox import Mailbox, listening


def account(**settings):
    return read_account({f"NETZSITE_SMTP_{name.upper()}": value for name, value in settings.items()})


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"host": "mail.example.org"}, Account("mail.example.org", 587, Security.STARTTLS)),
        ({"host": "mail.example.org", "port": "465"}, Account("mail.example.org", 465, Security.TLS)),
        ({"host": "mail.example.org", "port": "2525"}, Account("mail.example.org", 2525, Security.STARTTLS)),
        ({"host": "mail.example.org", "security": "TLS"}, Account("mail.example.org", 465, Security.TLS)),
        ({"host": "mail.example.org", "security": "none"}, Account("mail.example.org", 25, Security.NONE)),
        ({"host": "localhost"}, Account("localhost", 25, Security.NONE)),
        ({"host": "::1", "user": "u", "password": "p"}, Account("::1", 25, Security.NONE, "u", "p")),
    ],
)
def test_the_line_is_closed_unless_it_stays_on_this_machine(settings, expected):
    """Without a word TLS is used; only who asks for it sends over an open line."""
    assert account(**settings) == expected


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({}, "NETZSITE_SMTP_HOST: error.no-mail-server.: the mail server is not named"),
        ({"host": "a.example", "port": "0"}, "NETZSITE_SMTP_PORT: .*'0' is not a port"),
        ({"host": "a.example", "security": "ssl"}, "NETZSITE_SMTP_SECURITY: .*'ssl' is none of starttls, tls, none"),
        ({"host": "a.example", "security": "none", "user": "u", "password": "p"}, "not sent over an open line"),
        ({"host": "a.example", "user": "u"}, "NETZSITE_SMTP_PASSWORD: .*there is no password"),
    ],
)
def test_a_wrong_setting_is_named(settings, message):
    """By the variable that it stands in."""
    with pytest.raises(NetzsiteError, match=message):
        account(**settings)


def test_the_password_is_not_shown():
    """Not even to whoever looks at the program from within."""
    assert "secret" not in repr(account(host="a.example", user="u", password="secret"))


# -- A server with a certificate ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """Make a certificate for 127.0.0.1 that nobody has signed: the file of it and its key."""
    folder = tmp_path_factory.mktemp("certificate")
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=mail.example"
    names = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", folder / "key.pem", "-out", folder / "cert.pem"]
    subprocess.run([*command.split(), *names], check=True, capture_output=True)
    return folder


@pytest.fixture
def context(certificate):
    """Give what a server encrypts with."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    return context


def deliver(port, security, user="", password=""):
    """Send a mail; gives what the server said."""
    server = Server(Account("127.0.0.1", port, security, user, password), timeout=5)
    server.open()
    try:
        return server.hand_over("office@example.org", "a@example.org", b"Subject: x\r\n\r\n.x\r\n", lambda: None)
    finally:
        server.close()


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_signs_in_over_a_line_that_nobody_reads(certificate, context, monkeypatch, security):
    """STARTTLS or TLS; a certificate that the machine trusts is that of the server."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
    mailbox = Mailbox()
    settings = {"tls_context": context, "require_starttls": True, "auth_require_tls": True, "auth_required": True}
    if security is Security.TLS:
        settings = {"auth_require_tls": False}
    with listening(mailbox, ssl=context if security is Security.TLS else None, **settings) as port:
        assert deliver(port, security, "office", "open sesame") == Answer(Outcome.SENT, "250 accepted")
        with pytest.raises(NetzsiteError, match="refuses the user: 535"):
            deliver(port, security, "office", "wrong")
    assert mailbox.signed_in == ["office"] * len(mailbox.signed_in)
    assert mailbox.accepted == [("a@example.org", b"Subject: x\r\n\r\n.x\r\n")]


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_a_certificate_of_somebody_else_is_refused(context, security):
    """Nothing is sent to a server that cannot show who it is."""
    before = context if security is Security.TLS else None
    with (
        listening(Mailbox(), ssl=before, tls_context=context) as port,
        pytest.raises(NetzsiteError, match=r"cannot be trusted: self.signed certificate"),
    ):
        deliver(port, security)


def test_a_server_without_tls_gets_nothing():
    """STARTTLS is not given up when the server does not offer it."""
    with listening(Mailbox()) as port, pytest.raises(NetzsiteError, match="STARTTLS extension not supported"):
        deliver(port, Security.STARTTLS, "office", "open sesame")
