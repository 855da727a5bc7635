"""Texts: folding what makes no difference, what a screen can show, the nearest of some words."""
