"""Turns what media.yaml says of a printed medium into the profile of its printing."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field, model_validator

from netzsite.fields import Choice, Count, Number, Record, Text, Url, contradiction

RECIPE = r"^(100|[1-9]?[0-9])( (100|[1-9]?[0-9])){3}$"
"""Percent of cyan, magenta, yellow and black."""

Recipe = Annotated[Text, Field(pattern=RECIPE)]


LEAST_PPI = 250
"""Pixels per inch of a printed picture, unless a network asks for others."""


class Binding(Choice):
    """What holds the pages of a printed medium together."""

    SADDLE_STITCHED = "saddle-stitched"
    PERFECT = "perfect"
    NONE = "none"


class OutputIntent(Record):
    """The printing condition that a printer's PDF is made for; the printer names it."""

    condition: Text = Field(description="in words: Offset on coated paper (PSO Coated v3)")
    identifier: Text = Field(description="its name in the registry: FOGRA51; Custom if it is in none")
    registry: Annotated[Url, Field(pattern=r"^https?://")] = Field(
        "http://www.color.org", description="the registry that knows the identifier"
    )
    profile: Annotated[Text, Field(pattern=r"^printing/[A-Za-z0-9_-]+\.icc$")] | None = Field(
        None, description="its colour profile (ICC, CMYK), without which there is no PDF/X-4: printing/PSOcoated_v3.icc"
    )


class Paper(Record):
    """A paper, as far as its thickness goes: a leaf in mm, or what a square metre weighs and its volume."""

    thickness_mm: Annotated[Number, Field(gt=0, le=2)] | None = Field(
        None, description="thickness of a leaf in mm, if it was measured: 0.12"
    )
    grams: Annotated[Count, Field(ge=20, le=600)] | None = Field(None, description="grams of a square metre: 135")
    volume: Annotated[Number, Field(ge=Decimal("0.5"), le=4)] | None = Field(
        None, description="volume (bulk) in cubic centimetres of a gram, from the paper's data sheet; 1 if left out"
    )

    @model_validator(mode="after")
    def _has_a_thickness(self) -> "Paper":
        if (self.thickness_mm is None) is (self.grams is None):
            hint = "give 'thickness_mm', or 'grams' and 'volume'"
            raise contradiction("the thickness of a paper is measured or calculated, one of the two", hint)
        return self

    @property
    def leaf_mm(self) -> Decimal:
        """The thickness of a leaf: grams of a square metre by volume give micrometres (ISO 534)."""
        if self.thickness_mm is not None:
            return self.thickness_mm
        return Decimal(self.grams or 0) * (self.volume or 1) / 1000


class PrintProfile(Record):
    """How the editions of a medium are printed."""

    output_intent: OutputIntent = Field(description="the printing condition")
    bleed_mm: Count = Field(3, description="how far pages reach over their trimmed edge, in mm", ge=1, le=10)
    binding: Binding = Field(
        Binding.SADDLE_STITCHED,
        description="saddle-stitched (pages are a multiple of four), perfect (of two) or none",
    )
    paper: Paper | None = Field(
        None,
        description="paper of the pages; with it a perfect binding has its cover and spine in a file of its own",
    )
    cover_paper: Paper | None = Field(None, description="paper of the cover, which adds to the spine")
    least_ppi: Count = Field(LEAST_PPI, description="pixels per inch that a printed picture has at least", ge=1)
