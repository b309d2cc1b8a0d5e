"""Builds the website and everything else that the network publishes: what CI and editors call."""

import sys

from netzsite.cli import main

if __name__ == "__main__":
    raise SystemExit(main(["build", *sys.argv[1:]]))
