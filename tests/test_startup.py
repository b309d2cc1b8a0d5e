"""What starting costs: heavy libraries are loaded only by what needs them."""

import json
import subprocess
import sys

import pytest

from tests.conftest import PROFILES, ROOT, THEME, TODAY, write_files

HEAVY = {"weasyprint", "vl_convert", "fontTools", "PIL", "rich"}
LIST_MODULES = "import json, sys; from netzsite.cli import main\ntry: main(sys.argv[1:])\nexcept SystemExit: pass\n"
LIST_MODULES += "print(json.dumps(sorted(sys.modules)))"

MEMBER = "name: HZI\ntype: institute\nsector: biotech\naddress: {town: Köln}\n"


@pytest.mark.slow
@pytest.mark.parametrize("verb", ["--help", "check"])
def test_help_and_check_load_nothing_heavy(verb, tmp_path):
    """Neither help nor a check of texts loads what makes PDFs, charts, fonts, pictures or progress bars."""
    site = write_files(tmp_path / "content", {**PROFILES, "members/hzi.yaml": MEMBER})
    arguments = (
        ["check", "--content", str(site), "--theme", str(THEME), "--today", TODAY] if verb == "check" else [verb]
    )
    done = subprocess.run(
        [sys.executable, "-c", LIST_MODULES, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert "netzsite.pipeline" in loaded
    assert loaded & HEAVY == set()
