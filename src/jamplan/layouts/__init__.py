"""What of the account each report shows, in which order.

One module a subject, as blocks.
"""
