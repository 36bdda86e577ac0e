"""Testimonia: a compiler for historical sources.

Text files in; layers, links and findings out; diagnostics with codes and positions. It decides nothing:
a source says, a claim asserts, a rule finds, an editor decides. See ARCHITECTURE.md.
"""

__version__ = "0.1.0"
