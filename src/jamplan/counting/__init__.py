"""Counting: rules, the status of each proposal, and the figures that follow.

It takes links as data and knows nothing of similarity: no suggestion can enter a
figure. ``docs/counting.md`` explains every choice with its formula.
"""
