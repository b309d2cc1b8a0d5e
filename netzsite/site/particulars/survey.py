"""What only the page of a survey shows: who was asked, by which rules numbers are suppressed, and all tables."""

from netzsite.entry import Entry
from netzsite.kinds.survey import Survey
from netzsite.render.surveys import SurveyView, survey_view
from netzsite.site.composer import Composer


def compose(composer: Composer, entry: Entry[Survey]) -> SurveyView:
    """Give what a survey has published."""
    return survey_view(composer.views, entry)
