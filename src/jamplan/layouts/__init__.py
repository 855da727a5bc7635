"""What of the account each report shows, in which order: one module a subject, as blocks."""
