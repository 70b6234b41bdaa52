"""One program, two faces: with a verb it is a command line, without one it opens the window.

The face that is not wanted is not imported: a search in a terminal needs no Qt, and the window no argument parser for
the verbs.
"""

import sys


def main() -> int:
    arguments = sys.argv[1:]
    from reader import cli  # noqa: PLC0415  # one face only

    options = cli.parse(arguments)
    if options.verb:
        return cli.run(options)
    from reader import app  # noqa: PLC0415  # Qt, only for the window

    return app.run(options)


if __name__ == "__main__":
    sys.exit(main())
