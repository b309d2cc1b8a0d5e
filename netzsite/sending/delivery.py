"""Turns recipients into mails handed over: at a steady rate, with repetitions, and never to anybody twice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from netzsite.errors import NetzsiteError
from netzsite.sending.addresses import Recipient
from netzsite.sending.journal import Journal, State
from netzsite.sending.server import Answer, Outcome, Server

ROUNDS = 5
"""How often a mail is tried that the server does not want now."""

RECONNECT = 100
"""Mails of a connection; many servers want no more."""

IN_A_ROW = {Outcome.REFUSED: 25, Outcome.LOST: 25, Outcome.UNKNOWN: 3}
"""After so many of a sort one after the other it is not the recipients: nothing more is sent."""


class Pace:
    """Keeps a rate.

    Attributes:
        interval: seconds from one mail to the next.
        clock: gives seconds.
        sleep: waits so many seconds.
    """

    def __init__(self, interval: float, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self.interval, self.clock, self.sleep = interval, clock, sleep
        self._next = clock()

    def wait(self) -> None:
        """Wait until the next mail may go; what was late is not made up for."""
        now = self.clock()
        if now < self._next:
            self.sleep(self._next - now)
        self._next = max(now, self._next) + self.interval


@dataclass(frozen=True, slots=True)
class Sending:
    """What is to be handed over: to whom, from whom, and how its message is written at that moment."""

    recipient: Recipient
    sender: str
    digest: str
    write: Callable[[], bytes]


class HaltError(Exception):
    """Nothing more is sent; says why."""


class Delivery:
    """Hands mails over.

    Attributes:
        answers: identity of a recipient -> what the server said last in this run.
    """

    def __init__(
        self, server: Server, journal: Journal, pace: Pace, pause: float, progress: Callable[[int, int], None]
    ) -> None:
        self.server, self.journal, self.pace, self.pause, self.progress = server, journal, pace, pause, progress
        self.answers: dict[str, Answer] = {}
        self._row: tuple[Outcome | None, int] = None, 0

    def run(self, sendings: Sequence[Sending]) -> str:
        """Hand over what can be; gives why it ended before all were tried, or nothing."""
        waiting, done = list(sendings), 0
        try:
            for attempt in range(ROUNDS):
                if attempt and waiting:
                    self._rest(attempt - 1)
                again = []
                for sending in waiting:
                    answer = self._hand_over(sending)
                    if answer.outcome in (Outcome.DEFERRED, Outcome.LOST):
                        again.append(sending)
                    else:
                        done += 1
                        self.progress(done, len(sendings))
                waiting = again
        except HaltError as halt:
            return str(halt)
        except NetzsiteError as error:
            return "; ".join(problem.message for problem in error.problems)
        except KeyboardInterrupt:
            return "interrupted"
        finally:
            self.server.close()
        return ""

    def _hand_over(self, sending: Sending) -> Answer:
        """Hand over a mail; a connection that was cut since the last one is opened anew at once."""
        if self.server.handed_over >= RECONNECT:
            self.server.close()
        answer = self._try(sending)
        if answer.outcome is Outcome.LOST and self.server.handed_over > 1:
            answer = self._try(sending)
        self._count(answer)
        return answer

    def _try(self, sending: Sending) -> Answer:
        self._open()
        self.pace.wait()
        identity, is_handed = sending.recipient.identity, False

        def before_end() -> None:
            nonlocal is_handed
            self.journal.write(identity, State.HANDING, sending.digest)
            is_handed = True

        answer = self.server.hand_over(sending.sender, sending.recipient.address, sending.write(), before_end)
        self.answers[identity] = answer
        if answer.outcome is Outcome.SENT:
            self.journal.write(identity, State.SENT, sending.digest)
        elif answer.outcome is Outcome.REFUSED:
            self.journal.write(identity, State.REFUSED, answer.code)
        elif answer.outcome is Outcome.DEFERRED and is_handed:
            self.journal.write(identity, State.LEFT, answer.code)
        return answer

    def _open(self) -> None:
        """Connect; a server that is not there may come back."""
        for attempt in range(ROUNDS):
            try:
                self.server.open()
            except OSError as error:
                if attempt == ROUNDS - 1:
                    words = error.strerror or str(error)
                    raise HaltError(f"the mail server cannot be reached: {words}") from None
                self._rest(attempt)
            else:
                return

    def _rest(self, attempt: int) -> None:
        self.pace.sleep(self.pause * 2**attempt)

    def _count(self, answer: Answer) -> None:
        outcome, count = self._row
        count = count + 1 if answer.outcome is outcome else 1
        self._row = answer.outcome, count
        if count >= IN_A_ROW.get(answer.outcome, count + 1):
            said = "not answered" if answer.outcome is Outcome.UNKNOWN else answer.outcome.value
            raise HaltError(f"{count} mails one after the other were {said}: {answer.words}")
