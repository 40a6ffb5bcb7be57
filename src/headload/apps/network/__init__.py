"""The network: organisations, their members, affiliations and alliances."""
