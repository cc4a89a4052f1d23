"""Logging and telemetry."""
