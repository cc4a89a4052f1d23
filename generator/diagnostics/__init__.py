"""Findings, their codes, and how they are reported."""
