"""Models and how their values are encoded and decoded."""
