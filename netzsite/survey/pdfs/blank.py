"""Turns a form into a PDF whose fields are empty: the same for all companies that are asked the same.

What one company's form says and another's does not, stands in fields only, so that a layout serves many.
"""

from dataclasses import dataclass, field, replace

from netzsite.errors import Spot
from netzsite.render.paper import paper_colours
from netzsite.render.pdf import TAGGED, PdfDetails, lay_out, write_layout
from netzsite.render.workshop import Workshop
from netzsite.survey.form import Form, FormField, FormSection
from netzsite.survey.key import Identification

FOLDER = "survey"
"""The theme's folder of templates and style sheets."""

TEMPLATE = "form.html"

_NOBODY = Identification(0, "", "", "", "")


@dataclass
class Blanks:
    """Lays forms out, each layout once.

    Attributes:
        workshop: the theme's templates and words.
        spot: what problems are said of: the questionnaire.
    """

    workshop: Workshop
    spot: Spot
    _made: dict[Form, bytes] = field(default_factory=dict)

    def pdf(self, form: Form) -> bytes:
        """Give the empty PDF of a form.

        Raises:
            NetzsiteError: the theme's template or style sheet is wrong.
        """
        blank = _emptied(form)
        if blank not in self._made:
            self._made[blank] = self._laid_out(blank)
        return self._made[blank]

    def _laid_out(self, form: Form) -> bytes:
        theme = self.workshop.theme
        html = self.workshop.render(FOLDER, TEMPLATE, form.lang, {"form": form}, link=str)
        sheets = [paper_colours(theme.tokens), *theme.sheets(FOLDER).values()]
        details = PdfDetails(form.title, form.lang, form.network, form.opens)
        layout = lay_out(html, sheets, {}, spot=self.spot)
        return write_layout(layout, details, spot=self.spot, pdf_variant=TAGGED)


def _emptied(form: Form) -> Form:
    """Leave out all that differs between companies that are asked the same."""
    return replace(
        form,
        company="",
        identification=_NOBODY,
        facts=tuple(_without_value(fact) for fact in form.facts),
        sections=tuple(
            FormSection(section.title, section.intro, tuple(_without_value(each) for each in section.fields))
            for section in form.sections
        ),
        known=tuple((label, "") for label, _ in form.known),
    )


def _without_value(field: FormField) -> FormField:
    options = tuple(replace(option, is_chosen=False) for option in field.options)
    return replace(field, value="", answer=None, options=options)
