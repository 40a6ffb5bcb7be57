"""What laws say: provisions to read, two texts compared, demands that follow them."""
