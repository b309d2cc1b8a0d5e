"""Turns network.yaml and media.yaml into the network's profile and its media mix."""

from typing import Annotated, ClassVar

from pydantic import Field, model_validator

from netzsite.fields import (
    Choice,
    Colour,
    Count,
    Email,
    Id,
    Language,
    Localised,
    Record,
    Text,
    TimeZone,
    Url,
    Year,
    contradiction,
)


class Contact(Record):
    """Whom readers reach."""

    name: Localised = Field(description="office or company")
    person: Text | None = Field(None, description="who answers")
    street: Text | None = Field(None, description="street and number")
    postcode: Text | None = Field(None, description="postal code")
    town: Text = Field(description="town")
    email: Email | None = Field(None, description="e-mail address")
    phone: Text | None = Field(None, description="telephone with country code: +49 ...")
    website: Url | None = Field(None, description="web address")


class MapSource(Record):
    """Where the borders of the network's region come from; without them there is no map."""

    file: Annotated[Text, Field(pattern=r"^map/[a-z0-9-]+\.geojson$")] = Field(
        description="the file: GeoJSON (WGS 84) with a polygon and a `name` for each district: map/districts.geojson"
    )
    attribution: Localised = Field(description="whose borders they are, as the licence wants it said beside each map")
    attribution_url: Url | None = Field(None, description="what the attribution links to")


class Identity(Record):
    """How the network looks; all else comes from the theme's tokens."""

    accent: Colour | None = Field(None, description="the one accent colour, on white: six hex digits")
    accent_dark: Colour | None = Field(None, description="the accent colour in dark mode")


class Legal(Record):
    """What the imprint of each medium says."""

    publisher: Localised = Field(description="who publishes, legally")
    responsible: Text | None = Field(
        None, description="who is responsible for the content (Section 18 (2) MStV in Germany)"
    )
    licence: Localised | None = Field(None, description="terms on which texts may be used again")
    notes: Localised | None = Field(None, description="further notes for imprints")


class Network(Record):
    """The network's profile, `network.yaml`."""

    kind: ClassVar[str] = "network"

    name: Localised = Field(description="the network's name")
    short_name: Text = Field(description="the name as readers know it")
    claim: Localised = Field(description="one line: what the network is")
    description: Localised = Field(description="a few sentences for the home page and for search engines")
    founded: Year = Field(description="founding year")
    region: Localised = Field(description="the region")
    field: Localised = Field(description="the field of innovation")
    languages: tuple[Annotated[Text, Field(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")], ...] = Field(
        description="languages of the media, BCP 47: [de, en]", min_length=1
    )
    default_language: Text = Field(description="the language that the root of the website leads to")
    base_url: Annotated[Url, Field(pattern=r"^https?://[^?#]*$")] = Field(
        description="address of the website, with https:// and without ? or #"
    )
    time_zone: TimeZone = Field("Europe/Berlin", description="name of the tz database")
    contact: Contact = Field(description="whom readers reach")
    funder: Localised | None = Field(None, description="who pays")
    coordinator: Localised | None = Field(None, description="who runs the office")
    sectors: dict[Id, Localised] = Field(description="main sectors: id -> name; each member has one", min_length=1)
    topics: dict[Id, Localised] = Field({}, description="vocabulary of topics: id -> name")
    identity: Identity = Field(Identity(), description="colours")
    map: MapSource | None = Field(None, description="the borders that the map of members is drawn with")
    legal: Legal = Field(description="what imprints say")
    demonstration: Localised | None = Field(
        None, description="set where the content is a demonstration: every page says so"
    )

    @model_validator(mode="after")
    def _goes_together(self) -> "Network":
        if self.default_language not in self.languages:
            hint = f"write one of {', '.join(self.languages)}"
            raise contradiction("the default language is not among the languages", hint, at="default_language")
        if len(set(self.languages)) < len(self.languages):
            raise contradiction("a language is given twice", "name each language once", at="languages")
        return self


class Cadence(Choice):
    """How often a medium appears."""

    CONTINUOUS = "continuous"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"
    BIENNIAL = "biennial"
    PLANNED = "planned"


class Scope(Choice):
    """How far a medium reaches."""

    REGIONAL = "regional"
    NATIONAL = "national"
    INTERNATIONAL = "international"


class MediumProfile(Record):
    """One medium of the mix."""

    name: Localised = Field(description="the medium's name")
    about: Localised = Field(description="what it holds, in a sentence or two")
    since: Year | None = Field(None, description="year of the first issue; missing while it is planned")
    scope: tuple[Scope, ...] = Field(description="regional, national, international", min_length=1)
    cadence: Cadence = Field(description="how often it appears")
    circulation: Count | None = Field(None, description="copies, subscribers, visitors or participants")
    circulation_unit: Localised | None = Field(None, description="what is counted, in the plural")
    languages: tuple[Language, ...] = Field((), description="languages it appears in; all of the network's if left out")


class MediaMix(Record):
    """The media mix, `media.yaml`: id of a medium -> its profile, in the order of the overview."""

    kind: ClassVar[str] = "media"

    media: dict[Id, MediumProfile] = Field(description="id of the medium -> its profile", min_length=1)
