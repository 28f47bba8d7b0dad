"""Dagster, thin: resources, assets, checks, jobs and schedules; no decision is made here."""
