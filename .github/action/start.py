"""Start Bulletin from the Action's own folder, with the packages that install.sh fetched."""

import os
import sys

folder, runtime = os.environ["GITHUB_ACTION_PATH"], os.environ["BULLETIN_RUNTIME"]


class Bytecode:
    """Says before each import where its bytecode is: ours in the runtime; beside Python's own none is written."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        """Find nothing."""
        own = name.partition(".")[0] not in sys.stdlib_module_names
        sys.pycache_prefix, sys.dont_write_bytecode = (f"{runtime}/pycache" if own else None), not own


sys.meta_path.insert(0, Bytecode)
sys.path[:0] = [folder, *(f"{runtime}/packages-{number}" for number in (1, 2))]
sys.argv = ["bulletin", "action", sys.argv[1]]

from bulletin.__main__ import main  # noqa: E402

main()
