"""Reads the performance reports that councils publish as PDF, and checks the ratings they give themselves."""
