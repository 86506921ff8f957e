"""``python -m scrutiny`` is the command ``scrutiny``."""

from .cli import main

if __name__ == "__main__":
    main()
