"""The figures in words: labels, headline, rule, what is unknown, citations.

Every output shares these sentences, so that the terminal, a page and a file say the same.
"""
