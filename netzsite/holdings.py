"""Turns a content folder into what it holds, for whoever wants to know that and publishes nothing."""

from dataclasses import dataclass

from netzsite.catalogue import Catalogue, arrange
from netzsite.config import MediaMix, Network
from netzsite.content import Content, read_content
from netzsite.engine.cache import Cache
from netzsite.errors import NetzsiteError, has_errors
from netzsite.inspection import network_time
from netzsite.ledger import read_inspection
from netzsite.settings import Settings, content_key, content_surroundings


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a content folder holds; links are not looked at.

    Attributes:
        content: what was read.
        network: the profile.
        mix: the media mix.
        catalogue: of all entries, not linked.
    """

    content: Content
    network: Network
    mix: MediaMix
    catalogue: Catalogue


def read_holdings(settings: Settings) -> Holdings:
    """Read a content folder; what a build has left in the cache spares opening files, and changes nothing.

    Raises:
        NetzsiteError: there is no such folder, or a file in it cannot be read.
    """
    with Cache(settings.cache) as cache:
        around = content_surroundings(settings.content)
        before = read_inspection(cache.find(content_key(settings)), settings.content, around)
    content = read_content(settings.content, before.settled() if before is not None else None)
    problems = [*content.problems, *(problem for fault in content.faults.values() for problem in fault.problems)]
    if content.network is None or content.mix is None or has_errors(problems):
        raise NetzsiteError(*problems)
    moment = network_time(settings.moment, content.network)
    return Holdings(content, content.network, content.mix, arrange(content.heads.values(), (), moment))
