"""What a corpus rests on: checks, quotes, copies of sources, texts that have changed."""
