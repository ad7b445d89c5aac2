"""The Reconciliation Service API 0.2 (W3C community group): how spreadsheets ask who is who."""
