"""One program, two faces: with a verb it is a command line, without one it opens the window.

Only the face that is wanted is imported: a search in a terminal loads no Qt, and a double-click, which gives no
arguments, loads nothing of the terminal (25 ms).
"""

import sys
from pathlib import Path


def main() -> int:
    data_dir: Path | None = None
    debug = False
    if sys.argv[1:]:
        from reader import cli  # noqa: PLC0415  # one face only

        options = cli.parse(sys.argv[1:])
        if options.verb:
            return cli.run(options)
        data_dir, debug = options.data_dir, options.debug
    from reader import app  # noqa: PLC0415  # Qt, only for the window

    return app.run(data_dir, debug)


if __name__ == "__main__":
    sys.exit(main())
