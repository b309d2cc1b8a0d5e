"""Turns `surveys/<year>/asked.yaml` into the companies that are asked: members, and others with facts of their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import Field, model_validator

from netzsite.config import Network
from netzsite.errors import Code, NetzsiteError, Problem, did_you_mean
from netzsite.fields import Email, Flag, Id, Language, Record, Reference, Text, Url, Year, contradiction
from netzsite.kinds.member import Member
from netzsite.parsing import parse_record
from netzsite.source import read_source
from netzsite.survey.folder import shown

FILE = "asked.yaml"


class Invited(Record):
    """A company that is asked; a member's facts come from the directory."""

    id: Id = Field(description="its id, the same every year; a member's is the one of the directory")
    member: Flag = Field(False, description="its facts stand in the directory")
    name: Text | None = Field(None, description="name")
    sector: Annotated[str | None, Reference("sector")] = Field(
        None, description="main sector, as network.yaml names it"
    )
    district: Text | None = Field(None, description="district (Landkreis) or independent city")
    town: Text | None = Field(None, description="town")
    founded: Year | None = Field(None, description="founding year")
    website: Url | None = Field(None, description="web address")
    email: Email | None = Field(None, description="whom the questionnaire goes to")
    contact: Text | None = Field(None, description="who is addressed in the letter")
    language: Language | None = Field(None, description="of form and letter; else the network's default")
    example: Flag = Field(False, description="made up to show how it works")

    @model_validator(mode="after")
    def _has_facts(self) -> "Invited":
        facts = {"name": self.name, "sector": self.sector, "town": self.town}
        if not self.member and (missing := next((name for name, value in facts.items() if value is None), None)):
            raise contradiction(f"{self.id} is no member and has no {missing}", "give it, or 'member: yes'", at=missing)
        return self


class AskedCompanies(Record):
    """Who is asked in a year."""

    kind: ClassVar[str] = "asked"

    companies: tuple[Invited, ...] = Field(description="the companies", min_length=1)


@dataclass(frozen=True, slots=True)
class Company:
    """A company that is asked, with the facts of the directory or its own."""

    id: str
    name: str
    sector: str
    district: str
    town: str
    founded: int | None
    website: str
    email: str
    contact: str
    lang: str
    is_example: bool
    is_member: bool


def read_companies(folder: Path, network: Network, members: Mapping[str, Member]) -> tuple[Company, ...]:
    """Read who is asked, in the order of the file.

    Args:
        folder: `surveys/<year>`.
        network: its sectors and languages.
        members: id -> what the directory says.

    Raises:
        NetzsiteError: it is not there, or something in it is wrong; carries every problem found.
    """
    source = read_source(folder / FILE, shown(folder / FILE))
    record, problems = parse_record(AskedCompanies, source, network.languages)
    if record is None:
        raise NetzsiteError(*problems)
    seen: dict[str, int] = {}
    for place, invited in enumerate(record.companies):
        spot = source.spot(("companies", place))
        if seen.setdefault(invited.id, place) != place:
            problems.append(Problem(spot, Code.CONTRADICTION, f"'{invited.id}' is asked twice", "keep one of both"))
        if invited.member and invited.id not in members:
            hint = did_you_mean(invited.id, members) or "give its facts here, or add it to content/members/"
            problems.append(Problem(spot, Code.UNKNOWN_REFERENCE, f"'{invited.id}' is no member", hint))
        if invited.sector is not None and invited.sector not in network.sectors:
            hint = did_you_mean(invited.sector, network.sectors) or f"sectors: {', '.join(network.sectors)}"
            message = f"'{invited.sector}' is no sector of the network"
            problems.append(Problem(source.spot(("companies", place, "sector")), Code.UNKNOWN_REFERENCE, message, hint))
    if problems:
        raise NetzsiteError(*problems)
    return tuple(_company(invited, network, members) for invited in record.companies)


def _company(invited: Invited, network: Network, members: Mapping[str, Member]) -> Company:
    lang = invited.language or network.default_language
    member = members[invited.id] if invited.member else None
    return Company(
        invited.id,
        invited.name or (member.name.pick(lang) if member else ""),
        invited.sector or (member.sector if member else ""),
        invited.district or (member.address.district or "" if member else ""),
        invited.town or (member.address.town if member else ""),
        invited.founded or (member.founded if member else None),
        invited.website or (member.website or "" if member else ""),
        invited.email or (member.email or "" if member else ""),
        invited.contact or "",
        lang,
        invited.example or (member is not None and member.example),
        member is not None,
    )
