"""Two witnesses of one text, word for word: the kernel of the compare pages and of the rules on reprints."""
