"""The yearly survey: questionnaire, forms, collected answers, published aggregates."""
