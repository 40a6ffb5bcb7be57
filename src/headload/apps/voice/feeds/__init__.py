"""Deadlines of processes as a page and as feeds for calendars."""
