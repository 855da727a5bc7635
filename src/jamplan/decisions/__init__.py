"""Decisions drafted, recorded, reviewed and compared.

Documents and forms put into a corpus.
"""
