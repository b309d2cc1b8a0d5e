"""What the steps of `survey` need: the campaign, the answers of earlier years, the theme, and who writes mails."""

import argparse
import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from netzsite.arguments import find_theme
from netzsite.engine.cache import Cache
from netzsite.errors import Spot
from netzsite.render.theme import load_theme
from netzsite.render.workshop import Workshop
from netzsite.survey.campaign import Campaign, read_campaign
from netzsite.survey.earlier import Earlier, read_earlier
from netzsite.survey.folder import shown
from netzsite.survey.mails import Post
from netzsite.survey.questionnaire import FILE


@dataclass(frozen=True)
class Tools:
    """What steps share; the theme is read when something is to be written.

    Attributes:
        campaign: the survey.
        earlier: answers of earlier years.
        content, theme: folders.
        moment: when mails are written.
    """

    campaign: Campaign
    earlier: Earlier
    content: Path
    theme: Path
    moment: dt.datetime

    @property
    def spot(self) -> Spot:
        """The questionnaire's place."""
        return Spot(shown(self.campaign.folder / FILE))

    @cached_property
    def workshop(self) -> Workshop:
        """The theme's templates and words; nothing is kept, because all of it is confidential."""
        network = self.campaign.network
        return Workshop(load_theme(self.theme, network.languages, network.identity), self.content, Cache(None))

    @cached_property
    def post(self) -> Post:
        """What writes mails."""
        return Post(self.campaign, self.workshop, self.moment)


def make_tools(arguments: argparse.Namespace) -> Tools:
    """Read all that steps share.

    Raises:
        NetzsiteError: something of the survey or of an earlier one is wrong.
    """
    campaign = read_campaign(arguments.content, arguments.year)
    earlier = read_earlier(arguments.content, campaign.network, campaign.questionnaire)
    theme = arguments.theme or find_theme(arguments.content)
    return Tools(campaign, earlier, arguments.content, theme, arguments.today)
