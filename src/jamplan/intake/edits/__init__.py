"""Items and edited tables compared with a corpus, and put into its files."""
