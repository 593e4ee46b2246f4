"""The codes with which a verb ends when not all is well."""

CHANGED_EXIT = 1  # what was checked is not as it should be
REFUSED_EXIT = 2  # what was asked for cannot be done
