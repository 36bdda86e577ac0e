"""The static site's full-text index: files that a page loads by script tags, from any disk or server.

slots.py      where each document stands: a segment and a place in it, from its id alone
segment.py    the documents of one segment -> their words, packed
vocabulary.py a text's bytes -> numbers of words
codes.py      numbers -> letters of ASCII, and bytes -> letters
texts.py      a document's paragraphs, for the lines that show a hit
shards.py     all segments -> dictionary, postings and places in small files
"""
