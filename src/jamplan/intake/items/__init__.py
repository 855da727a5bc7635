"""Items found in what a file holds: where they begin, their chapters, their ids, what is in doubt."""
