"""The static site's full-text index: files that a page loads by script tags, from any disk or server.

slots.py    where each document stands: a segment and a place in it, from its id alone
sweep.py    a text's bytes -> its words
segment.py  the documents of one segment -> their words, packed
pairs.py    neighbouring words, for phrases of common ones
codes.py    numbers -> letters of ASCII, and bytes -> letters
texts.py    a document's paragraphs, for the lines that show a hit
joining.py  all segments' words together; what of them a change touches
shards.py   dictionary, postings and places in small files
"""
