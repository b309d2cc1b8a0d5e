"""The rules, written out: a new rule is a file here and a name in `CHECKS`."""

from netzsite.checks.chairs import Chairs
from netzsite.checks.consent import Consent
from netzsite.checks.disclosure import Disclosure
from netzsite.checks.editions import Editions
from netzsite.checks.figures import Figures
from netzsite.checks.letters import Letters
from netzsite.checks.maps import Maps
from netzsite.checks.moves import Moves
from netzsite.checks.pictures import Pictures
from netzsite.checks.printing import Printing
from netzsite.checks.texts import Texts
from netzsite.checks.translations import Translations
from netzsite.checks.withheld import Withheld
from netzsite.rule import Rule

CHECKS: tuple[Rule, ...] = (
    Texts(),
    Translations(),
    Pictures(),
    Figures(),
    Disclosure(),
    Editions(),
    Consent(),
    Chairs(),
    Withheld(),
    Letters(),
    Moves(),
    Maps(),
    Printing(),
)
