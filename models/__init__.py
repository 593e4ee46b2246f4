"""What exists: Tortoise models, dictionaries, validators, migrations."""
