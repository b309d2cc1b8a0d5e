"""Turns what media.yaml says of a printed medium into the profile of its printing."""

from typing import Annotated

from pydantic import Field

from netzsite.fields import Choice, Count, Record, Text, Url

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


class PrintProfile(Record):
    """How the editions of a medium are printed."""

    output_intent: OutputIntent = Field(description="the printing condition")
    bleed_mm: Count = Field(3, description="how far pages reach over their trimmed edge, in mm", ge=1, le=10)
    binding: Binding = Field(
        Binding.SADDLE_STITCHED,
        description="saddle-stitched (pages are a multiple of four), perfect (of two) or none",
    )
    least_ppi: Count = Field(LEAST_PPI, description="pixels per inch that a printed picture has at least", ge=1)
