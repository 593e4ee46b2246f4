"""What the system writes to people, and how it is mailed: templates, messages, SMTP; knows no database."""
