"""Start Bulletin from the Action's own folder, with the packages that install.sh fetched."""

import os
import sys

folder, runtime = os.environ["GITHUB_ACTION_PATH"], os.environ["BULLETIN_RUNTIME"]
sys.path[:0] = [folder, *(f"{runtime}/packages-{number}" for number in (1, 2, 3))]
sys.argv = ["bulletin", "action", sys.argv[1]]

from bulletin.__main__ import main  # noqa: E402

main()
