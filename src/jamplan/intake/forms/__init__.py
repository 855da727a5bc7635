"""Forms of suggested pairs, filled in with a spreadsheet, as decisions."""
