"""Questions in SQL, each a named constant beside the rows it fills."""
