"""Makes `python -m netzsite` the same as the command `netzsite`."""

from netzsite.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
