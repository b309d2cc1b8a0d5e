"""Forms as a web form of LimeSurvey: its structure to be imported, and its export of answers to be read."""
