"""`python -m breadtui` opens the same door as the `breadtui` script."""

from breadtui.cli.main import entry

if __name__ == "__main__":
    entry()
