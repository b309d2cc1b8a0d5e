"""benchmarks.disclosure: the made-up questionnaire is the same each time, and what is measured is a protected one."""

from benchmarks.disclosure import question, run


def test_a_question_is_the_same_each_time():
    """Its numbers are a function of its own; tables add up by all three dimensions, with rates of growth."""
    cells, constraints = question(3, companies=40, years=2, is_crossed=False)
    assert (cells, constraints) == question(3, companies=40, years=2, is_crossed=False)
    assert len(cells) == 2 * (1 + 9 + 5 + 8)
    assert len(question(3, companies=40, years=1, is_crossed=True)[0]) == 1 + 22 + 157
    assert ("growth", 3, 1, None) in {each.identity for each in constraints}


def test_what_is_measured_is_protected():
    """A run that leaves something to be found out stops."""
    taken, _ = run(*question(3, companies=40, years=1, is_crossed=False))
    assert len(taken) == 3
