"""How the service is started: its settings, the wiring of the rooms, and the command line."""
