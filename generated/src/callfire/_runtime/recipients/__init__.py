"""Holds requests back that would reach people whom the client may not reach, or not now."""
