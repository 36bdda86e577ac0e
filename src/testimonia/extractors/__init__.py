"""Extractors from outside: a passage -> what it is held to say. Never part of a build: see ADR 0130."""
