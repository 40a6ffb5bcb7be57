"""Own your record: accounts of organisations, their forms, and the relay to them."""
