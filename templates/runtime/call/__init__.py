"""One call: the request, the attempts, and what the response means."""
