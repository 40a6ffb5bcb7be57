"""The explorer: sealed releases as tables, charts and pages."""
