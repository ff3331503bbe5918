"""The session screen: its content, its dialogs, and the summary."""
