"""One program, two faces: with a verb it is a command line, without one it opens the window.

Only the face that is wanted is imported: a search in a terminal loads no Qt.
"""

import sys

from reader import cli


def main() -> int:
    options = cli.parse(sys.argv[1:])
    if options.verb:
        return cli.run(options)
    from reader import app  # noqa: PLC0415  # Qt, only for the window

    return app.run(options)


if __name__ == "__main__":
    sys.exit(main())
