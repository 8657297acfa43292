"""AWS's command line, as often as it is asked: a line of JSON holds the arguments of one command, the next one out what came of it.

Starting Python takes most of a command's time, so that is done once.
"""

import contextlib
import io
import json
import sys

from awscli.clidriver import create_clidriver

for line in sys.stdin:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            # A new driver: one keeps what the command before set.
            code = create_clidriver().main(json.loads(line))
        except SystemExit as end:
            code = end.code
    print(json.dumps({"exit": code, "out": out.getvalue(), "err": err.getvalue()}), flush=True)
