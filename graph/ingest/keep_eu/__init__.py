"""keep.eu: projects and partners of Interreg and its neighbours."""
