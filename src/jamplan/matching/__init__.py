"""Which items of two documents resemble each other, how much, and why."""
