"""The linked lists and texts of a screen, each showing one side of the same question."""
