"""The only way to the library: questions and deeds off the UI thread, changes, drafts."""
