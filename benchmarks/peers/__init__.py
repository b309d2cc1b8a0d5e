"""The tools that are measured, written out: a new one is a file here and a name in `PEERS`."""

from benchmarks.peer import Peer
from benchmarks.peers.eleventy import Eleventy
from benchmarks.peers.hugo import Hugo
from benchmarks.peers.mkdocs import MkDocs
from benchmarks.peers.netzsite import Netzsite
from benchmarks.peers.nikola import Nikola
from benchmarks.peers.pelican import Pelican

PEERS: tuple[type[Peer], ...] = (Hugo, Netzsite, Eleventy, Pelican, MkDocs, Nikola)
