"""Compile Bulletin's modules into the folder where start.py looks for bytecode: `compile.py FOLDER RUNTIME`."""

import compileall
import sys

folder, runtime = sys.argv[1:]
sys.pycache_prefix = f"{runtime}/pycache"
compileall.compile_dir(f"{folder}/bulletin", quiet=2)
