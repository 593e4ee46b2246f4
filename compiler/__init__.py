"""An operation and an access become one statement; pure, without I/O."""
