"""What the package, the docs and the tests print alike."""
