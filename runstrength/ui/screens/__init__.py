"""Screens: each composes, binds and forwards."""
