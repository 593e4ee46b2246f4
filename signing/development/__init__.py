"""Keys for people without a КЕП at hand, under authorities whose names say that they are NOT TRUSTED."""
