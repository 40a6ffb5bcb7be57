"""Drafting a survey map from the labels of a file, for a person to confirm."""

from headload.measure.drafting.draft import draft_map
from headload.measure.drafting.propose import Proposal, proposals

__all__ = ["Proposal", "draft_map", "proposals"]
