"""Decisions drafted, recorded, reviewed and compared; documents and forms put into a corpus."""
