"""The demonstration's surveys: made up, and made again from their seed."""

from pathlib import Path

from netzsite.survey.campaign import read_campaign
from tests.conftest import ROOT
from tests.survey_sample import DOMINANT, YEARS, write_sample


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.yaml")}


def test_the_sample_is_what_its_seed_makes(tmp_path):
    """Nobody has written an answer by hand, so that none can be a real company's."""
    write_sample(tmp_path)
    made, kept = files(tmp_path / "surveys"), files(ROOT / "surveys")
    assert made == {name: data for name, data in kept.items() if name != "2026/questionnaire.yaml"}


def test_the_sample_is_marked_and_has_one_company_that_dominates():
    """Sixty companies are asked each year, all examples; the largest is many times as large as the next."""
    for year in YEARS:
        campaign = read_campaign(ROOT / "content", year)
        assert len(campaign.companies) == 60
        assert all(company.is_example for company in campaign.companies)
        assert campaign.questionnaire.example
        employees = {company: found.number("employees") or 0 for company, found in campaign.answers.items()}
        first, second = sorted(employees, key=lambda company: -employees[company])[:2]
        assert first == DOMINANT
        assert employees[first] > 3 * employees[second]
