"""A real mail server on the loopback interface: it counts what it accepts, and fails where a test wants it to."""

import asyncio
import os
import signal
import threading
from collections import Counter
from contextlib import contextmanager
from email import message_from_bytes, policy

from aiosmtpd.smtp import SMTP, AuthResult


class Mailbox:
    """Keeps what was accepted, and does to addresses what it is told.

    Attributes:
        accepted: (address, message as it came), in the order in which they were accepted.
        refused, deferred: address -> the answer to RCPT; a deferred one is taken the next time.
        cut: address -> where the connection is cut, once: `rcpt`, `before` or `after` the mail was accepted.
        kill_at: after so many accepted mails the process `child` is killed, before it has the answer.
        interrupt_at: after so many this process is interrupted, as by Ctrl-C.
        close_at: after so many the server is gone.
    """

    def __init__(self):
        self.accepted = []
        self.refused, self.deferred, self.cut = {}, {}, {}
        self.kill_at, self.child, self.interrupt_at = set(), None, 0
        self.close_at = 0
        self.listener: asyncio.Server | None = None
        self.connections = 0
        self.signed_in = []

    @property
    def counts(self):
        """How many mails were accepted for each address."""
        return Counter(address for address, _ in self.accepted)

    def message(self, address):
        """Give the one message that was accepted for an address."""
        (data,) = [data for to, data in self.accepted if to == address]
        return message_from_bytes(data, policy=policy.default)

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if self.cut.get(address) == "rcpt":
            del self.cut[address]
            server.transport.abort()
        if address in self.refused:
            return self.refused[address]
        if address in self.deferred:
            return self.deferred.pop(address)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        (address,) = envelope.rcpt_tos
        where = self.cut.pop(address, "")
        if where == "before":
            server.transport.abort()
            return "451 lost"
        self.accepted.append((address, envelope.original_content))
        if where == "after":
            server.transport.abort()
        if len(self.accepted) in self.kill_at and self.child is not None:
            os.kill(self.child.pid, signal.SIGKILL)
            self.child.wait()
        if len(self.accepted) == self.interrupt_at:
            os.kill(os.getpid(), signal.SIGINT)
        if len(self.accepted) == self.close_at:
            assert self.listener is not None
            self.listener.close()
            server.transport.abort()
        return "250 accepted"

    def authenticate(self, server, session, envelope, mechanism, data):
        """Let anybody in who knows the word."""
        self.signed_in.append(data.login.decode())
        return AuthResult(success=data.password == b"open sesame", handled=False)


@contextmanager
def listening(mailbox, ssl=None, **settings):
    """Serve a mailbox at a free port, in a thread, behind TLS if there is a context for it; gives the port."""
    loop = asyncio.new_event_loop()

    def make():
        return SMTP(mailbox, hostname="mail.example", authenticator=mailbox.authenticate, loop=loop, **settings)

    server = loop.run_until_complete(loop.create_server(make, "127.0.0.1", 0, ssl=ssl))
    mailbox.listener = server
    port = server.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield port
    finally:
        asyncio.run_coroutine_threadsafe(_stop(server), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _stop(server):
    server.close()
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
