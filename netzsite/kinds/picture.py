"""The kind `picture`: a YAML file beside a picture says what it shows, who made it and on what terms."""

from typing import Annotated, ClassVar

from pydantic import Field, model_validator

from netzsite.entry import Kind
from netzsite.fields import Flag, Localised, Text, Url, contradiction


class Picture(Kind):
    """A picture with its alternative text and its credit; the file lies beside the YAML file."""

    kind: ClassVar[str] = "picture"
    folder: ClassVar[str] = "pictures"
    has_page: ClassVar[bool] = False

    file: Annotated[Text, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*\.(jpg|jpeg|png|svg)$")] = Field(
        description="name of the picture file in the same folder (jpg, png or svg)"
    )
    alt: Localised | None = Field(None, description="what the picture shows, for those who do not see it")
    decorative: Flag = Field(False, description="the picture says nothing that the text does not say")
    credit: Localised = Field(description="who made the picture")
    licence: Text | None = Field(None, description="licence or terms of use: CC BY 4.0, press picture")
    source_url: Url | None = Field(None, description="where the picture comes from")

    @model_validator(mode="after")
    def _says_what_it_shows(self) -> "Picture":
        if (self.alt is None) != self.decorative:
            raise contradiction(
                "a picture has an alternative text, or is decorative", "give 'alt', or 'decorative: true'"
            )
        return self

    def companions(self) -> tuple[str]:
        """Name the picture itself."""
        return (self.file,)

    def title_in(self, lang: str) -> str:
        """Give the alternative text."""
        return self.alt.pick(lang) if self.alt else self.file
