"""Decisions: how they are recorded, and in which order a person is asked for them.

The command line and its console call it; it knows neither.
"""
