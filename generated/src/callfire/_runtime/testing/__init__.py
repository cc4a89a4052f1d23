"""An API in memory, for tests of what uses it: checks requests, keeps state, fails when asked to."""
