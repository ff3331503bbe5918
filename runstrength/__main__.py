"""`python -m runstrength` is the same as `runstrength`."""

from runstrength.cli import main

if __name__ == "__main__":
    main()
