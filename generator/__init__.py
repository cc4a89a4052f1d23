"""The compiler: reads a Swagger 2.0 description and writes a client package, its docs and its tests."""
