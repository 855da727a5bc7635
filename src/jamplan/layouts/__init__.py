"""What of the account each report shows, in which order.

There is one module for each subject; reports are blocks.
"""
