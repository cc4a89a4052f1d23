"""Modules written by hand for this one API; those the overlay names ship in the client."""
