"""Everything that knows Swagger 2.0: validation, advice, and the ways to the model and to OpenAPI 3."""
