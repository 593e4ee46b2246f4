"""Who said it: signed bytes in, a verified signature out."""
