"""Letters about deadlines: wishes, what a letter says, and its sending."""
