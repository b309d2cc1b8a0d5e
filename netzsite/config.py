"""Turns network.yaml and media.yaml into the network's profile and its media mix."""

from typing import Annotated, ClassVar

from pydantic import Field, model_validator

from netzsite.confidentiality import DisclosureRules
from netzsite.entry import Kind, Untranslated
from netzsite.fields import (
    Choice,
    Colour,
    Count,
    Date,
    Email,
    Flag,
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
from netzsite.printing import PrintProfile, Recipe


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
    accent_inks: Recipe | None = Field(
        None, description="the accent colour in print: percent of cyan, magenta, yellow, black: 90 40 55 25"
    )


class Legal(Record):
    """What the imprint of each medium says."""

    publisher: Localised = Field(description="who publishes, legally")
    responsible: Text | None = Field(
        None, description="who is responsible for the content (Section 18 (2) MStV in Germany)"
    )
    licence: Localised | None = Field(None, description="terms on which texts may be used again")
    notes: Localised | None = Field(None, description="further notes for imprints")


class Hosting(Record):
    """What the web host can do."""

    precompress: Flag = Field(
        False, description="publish a compressed copy of each text (.gz, .br), for a host that sends such copies"
    )


class OpenData(Record):
    """On which terms the data sets may be used again."""

    licence: Text = Field(description="name of the licence, as it calls itself: CC BY 4.0")
    url: Annotated[Url, Field(pattern=r"^https?://")] = Field(description="where the licence can be read")


class Previews(Choice):
    """For which pages a picture is drawn that is shown with links to them."""

    PAGES = "pages"
    LANGUAGES = "languages"
    NONE = "none"


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
    search: Flag = Field(True, description="the website has a page for searching it, and a field on every page")
    hosting: Hosting = Field(Hosting(), description="what the web host can do")
    identity: Identity = Field(Identity(), description="colours")
    map: MapSource | None = Field(None, description="the borders that the map of members is drawn with")
    legal: Legal = Field(description="what imprints say")
    untranslated: dict[Id, Untranslated] = Field(
        {},
        description="what readers see of texts of a kind that are not translated into their language: original or "
        "leave-out; left out: the original of news, events, funding and jobs, and nothing of the rest",
    )
    open_data: OpenData | None = Field(
        None, description="terms on which the data sets may be used again; none are stated where it is left out"
    )
    previews: Previews = Field(
        Previews.PAGES,
        description="pictures that services show with a link: one for each of the pages, of the languages, or none",
    )
    disclosure: DisclosureRules = Field(
        DisclosureRules(),
        description="rules by which results of surveys are kept secret, so that no answer is betrayed",
    )
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

    def shows_original(self, kind: type[Kind]) -> bool:
        """Tell whether readers see the original of a text of a kind that is not translated into their language."""
        return self.untranslated.get(kind.kind, kind.untranslated) is Untranslated.ORIGINAL


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


class MediumFormat(Choice):
    """In which form readers get a medium."""

    PRINT = "print"
    PDF = "pdf"
    WEB = "web"
    MAIL = "mail"
    FEED = "feed"
    FOLDER = "folder"
    EVENT = "event"


class Take(Choice):
    """What a section of an edition takes from the content."""

    NEWS = "news"
    DEALS = "deals"
    EVENTS = "events"
    DEADLINES = "deadlines"
    JOBS = "jobs"
    OFFERS = "offers"
    PORTRAITS = "portraits"
    MEMBERS = "members"


class TextLength(Choice):
    """How much of an entry an edition shows."""

    LINE = "line"
    SUMMARY = "summary"
    FULL = "full"


class SectionProfile(Record):
    """A section of a medium's editions, and what `compose` drafts for it."""

    id: Id = Field(description="what editions call the section")
    title: Localised = Field(description="its heading")
    takes: Take = Field(description="news, deals, events, deadlines, jobs, offers, portraits or members")
    forms: tuple[Text, ...] = Field(
        (), description="only entries of these forms, for example interview, or seeks; all if left out"
    )
    text: TextLength = Field(TextLength.SUMMARY, description="how much of an entry it shows: line, summary or full")
    limit: Count | None = Field(None, description="the most entries that are drafted", ge=1)
    priority: Count = Field(0, description="only news of at least this priority", le=9)
    ahead_days: Count | None = Field(None, description="only dates and deadlines within so many days")
    again: Flag = Field(False, description="take dates and deadlines again that an earlier edition had")
    carried_by: Id | None = Field(None, description="only what an edition of this medium has carried")
    characters: tuple[Count, Count] | None = Field(
        None, description="the least and the most characters that an entry should have here"
    )


class MailService(Choice):
    """What sends the mail: each fills in addresses at words of its own."""

    SMTP = "smtp"
    LISTMONK = "listmonk"
    KEILA = "keila"
    MAILCHIMP = "mailchimp"
    BREVO = "brevo"


class MailProfile(Record):
    """How the editions of a medium go out as mail."""

    sender: Email = Field(description="address of the sender")
    sender_name: Localised | None = Field(None, description="name of the sender; the network's short name if left out")
    reply_to: Email | None = Field(None, description="where answers go")
    service: MailService = Field(MailService.SMTP, description="smtp, listmonk, keila, mailchimp or brevo")
    unsubscribe: Url | None = Field(
        None, description="where readers unsubscribe, https:// or mailto:; needed with smtp, others fill it in"
    )

    @model_validator(mode="after")
    def _says_how_to_leave(self) -> "MailProfile":
        if self.service is MailService.SMTP and self.unsubscribe is None:
            hint = "give 'unsubscribe: mailto:...' or the address of a page"
            raise contradiction("readers must be able to unsubscribe", hint, at="unsubscribe")
        return self


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
    audience: Localised | None = Field(None, description="whom it is made for")
    formats: tuple[MediumFormat, ...] = Field((), description="print, pdf, web, mail, feed, folder or event")
    subscribe: Url | None = Field(None, description="where to order it: https://... or mailto:...")
    next_edition: Date | None = Field(
        None,
        description="announced day of the next edition; it is shown until an edition of that day or later is there",
    )
    event_form: Text | None = Field(
        None, description="for a medium that takes place: the form of its events, among which the next one is found"
    )
    sections: tuple[SectionProfile, ...] = Field((), description="what an edition holds, in order; `compose` drafts it")
    mail: MailProfile | None = Field(None, description="how its editions go out as mail, if they do")
    printing: PrintProfile | None = Field(None, description="how its editions are printed: a printer's PDF is made")
    least_entries: Count = Field(1, description="fewer new entries than this are no edition: `compose` waits")
    page_characters: Count | None = Field(None, description="characters on a printed page, to estimate pages", ge=1)

    def mail_languages(self, languages: tuple[str, ...]) -> tuple[str, ...]:
        """List the languages, of those of the network, in which it goes out as mail; none if it does not."""
        return (self.languages or languages) if self.mail is not None else ()

    @model_validator(mode="after")
    def _names_each_section_once(self) -> "MediumProfile":
        names = [section.id for section in self.sections]
        if len(set(names)) < len(names):
            raise contradiction("a section is given twice", "give each section an id of its own", at="sections")
        return self


class MediaMix(Record):
    """The media mix, `media.yaml`: id of a medium -> its profile, in the order of the overview."""

    kind: ClassVar[str] = "media"

    media: dict[Id, MediumProfile] = Field(description="id of the medium -> its profile", min_length=1)

    def languages_of(self, edition_id: str) -> tuple[str, ...]:
        """Give the languages of the medium that an edition belongs to; empty for all of the network's."""
        medium = self.media.get(edition_id.partition("/")[0])
        return medium.languages if medium is not None else ()
