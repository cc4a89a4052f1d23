"""What all calls have in common; the rest of the package is written for one API on top of it."""
