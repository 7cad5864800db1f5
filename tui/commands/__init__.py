"""What a person can do, said once as data: keys, footer, palette and help read it."""
