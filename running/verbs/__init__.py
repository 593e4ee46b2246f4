"""The verbs of the command line, one function each; `running/command_line.py` lists them."""
