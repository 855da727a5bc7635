"""What is told of a corpus in a language: the only place with sentences about it."""
