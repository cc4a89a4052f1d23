"""Webhook events, their signatures and receivers."""
