"""Jems, the monitoring system of Interreg programmes: its JSON for keep.eu, period 2021-2027."""
