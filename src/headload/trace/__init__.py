"""Trace a published figure back to survey, question, rule, paragraph and command."""

from headload.trace.story import Question, Rule, Story, story_of

__all__ = ["Question", "Rule", "Story", "story_of"]
