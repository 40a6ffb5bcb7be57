"""`python -m headload` is the same as `headload`."""

from headload.cli import main

if __name__ == "__main__":
    main()
