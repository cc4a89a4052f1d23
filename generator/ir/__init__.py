"""The intermediate model: what an API means, and every Python name of its client."""
