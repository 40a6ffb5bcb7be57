"""Papers, submissions and letters: their text, who signed them, and files to send."""
