"""What is told of a corpus in one language: the only place with sentences about a corpus."""
