"""Quality and speed of the matcher, beside other methods."""
