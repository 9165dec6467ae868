"""Start Bulletin from the Action's folder, with the packages that install.sh installed."""

import os
import sys

folder, runtime = os.environ["GITHUB_ACTION_PATH"], os.environ["BULLETIN_RUNTIME"]


class Bytecode:
    """Set the folder of bytecode before each import: our runtime; for the standard library Python's own, read-only."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        """Set the folder for this module, and return None, so that the ordinary finders import it."""
        is_installed = name.partition(".")[0] not in sys.stdlib_module_names
        sys.pycache_prefix = f"{runtime}/pycache" if is_installed else None
        sys.dont_write_bytecode = not is_installed


sys.meta_path.insert(0, Bytecode)
sys.path[:0] = [folder, *(f"{runtime}/packages-{number}" for number in (1, 2))]
sys.argv = ["bulletin", "action", sys.argv[1]]

from bulletin.__main__ import main  # noqa: E402

main()
