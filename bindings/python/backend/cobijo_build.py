# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
"""Build backend of the package (PEP 517, PEP 660). Needs nothing but Python and CMake, so pip needs no network.

CMAKE_ARGS in the environment is passed on to CMake.
"""

import base64
import hashlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
FROM_SDIST = (HERE / "core" / "CMakeLists.txt").exists()
ROOT = HERE / "core" if FROM_SDIST else HERE.parent.parent

# What a source distribution takes along, at its top and as core/.
OWN = ["README.md", "pyproject.toml", "backend", "src"]
CORE = ["CMakeLists.txt", "LICENSE", "include", "lib", "jurisdictions", "bindings/c"]
CORE += ["bindings/python/CMakeLists.txt", "bindings/python/native"]
SKIPPED = {"__pycache__", ".pytest_cache", ".mypy_cache"}


def _version():
    text = (ROOT / "CMakeLists.txt").read_text(encoding="utf-8")
    return re.search(r"project\(cobijo\s+VERSION\s+([0-9.]+)", text)[1]


def _metadata():
    project = tomllib.loads((HERE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [
        "Metadata-Version: 2.1",
        f"Name: {project['name']}",
        f"Version: {_version()}",
        f"Summary: {project['description']}",
        f"Author: {', '.join(author['name'] for author in project['authors'])}",
        f"License: {project['license']['text']}",
        f"Requires-Python: {project['requires-python']}",
    ]
    lines += [f"Classifier: {c}" for c in project["classifiers"]]
    for extra, needs in project["optional-dependencies"].items():
        lines.append(f"Provides-Extra: {extra}")
        lines += [f'Requires-Dist: {need}; extra == "{extra}"' for need in needs]
    readme = (HERE / "README.md").read_text(encoding="utf-8")
    return "\n".join(lines) + "\nDescription-Content-Type: text/markdown\n\n" + readme


def _entry_points():
    project = tomllib.loads((HERE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    out = []
    for group, points in project["entry-points"].items():
        out += [f"[{group}]"] + [f"{name} = {target}" for name, target in points.items()] + [""]
    return "\n".join(out)


def _tag():
    python = f"cp{sys.version_info.major}{sys.version_info.minor}"
    platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
    return f"{python}-{python}-{platform}"


def _folder():
    """Where the build happens: outside the sources if they lie in the project's own tree, and kept from run to run."""
    base = os.environ.get("COBIJO_PYTHON_BUILD") or (HERE / "build" if FROM_SDIST else ROOT / "build" / "python")
    return Path(base).resolve() / _tag()


def _extension():
    build = _folder()
    generator = ["-G", "Ninja"] if shutil.which("ninja") and not (build / "Makefile").exists() else []
    off = ("COBIJO_TESTS", "COBIJO_CLI", "COBIJO_INSTALL", "COBIJO_WERROR")
    off = [f"-D{o}=OFF" for o in off]
    options = ["-DCMAKE_BUILD_TYPE=Release", "-DCMAKE_UNITY_BUILD=ON", "-DCOBIJO_PYTHON=ON"]
    options += [f"-DPython_EXECUTABLE={sys.executable}", *off]
    passed_on = shlex.split(os.environ.get("CMAKE_ARGS", ""))
    jobs = os.environ.get("CMAKE_BUILD_PARALLEL_LEVEL") or str(os.cpu_count() or 1)
    subprocess.run(["cmake", "-S", str(ROOT), "-B", str(build), *generator, *options, *passed_on], check=True)
    subprocess.run(["cmake", "--build", str(build), "--target", "_cobijo", "-j", jobs], check=True)
    return next((build / "bindings" / "python").glob("_cobijo*" + sysconfig.get_config_var("EXT_SUFFIX")))


def _below(folder):
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not SKIPPED.intersection(path.relative_to(folder).parts) and path.suffix != ".pyc":
            yield path


def _dist_info():
    wheel = f"Wheel-Version: 1.0\nGenerator: cobijo_build\nRoot-Is-Purelib: false\nTag: {_tag()}\n"
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    return {"METADATA": _metadata(), "entry_points.txt": _entry_points(), "LICENSE": licence, "WHEEL": wheel}


class _Wheel:
    def __init__(self, directory):
        self.info = f"cobijo-{_version()}.dist-info"
        self.name = f"cobijo-{_version()}-{_tag()}.whl"
        self.records = []
        self.zip = zipfile.ZipFile(Path(directory) / self.name, "w", zipfile.ZIP_DEFLATED)

    def add(self, name, data):
        data = data.encode() if isinstance(data, str) else data
        entry = zipfile.ZipInfo(name)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = (0o755 if ".so" in name else 0o644) << 16
        self.zip.writestr(entry, data)
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        self.records.append(f"{name},sha256={digest},{len(data)}")

    def close(self):
        for name, text in _dist_info().items():
            self.add(f"{self.info}/{name}", text)
        record = f"{self.info}/RECORD"
        self.zip.writestr(zipfile.ZipInfo(record), "\n".join([*self.records, f"{record},,"]) + "\n")
        self.zip.close()
        return self.name


def prepare_metadata_for_build_wheel(metadata_directory, config_settings=None):
    folder = Path(metadata_directory) / f"cobijo-{_version()}.dist-info"
    folder.mkdir()
    for name, text in _dist_info().items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder.name


prepare_metadata_for_build_editable = prepare_metadata_for_build_wheel


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    extension = _extension()
    wheel = _Wheel(wheel_directory)
    package = HERE / "src" / "cobijo"
    for path in _below(package):
        wheel.add(f"cobijo/{path.relative_to(package).as_posix()}", path.read_bytes())
    wheel.add(f"cobijo/{extension.name}", extension.read_bytes())
    return wheel.close()


def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    """The Python sources stay where they are; the extension is found beside them by way of the package's path."""
    extension = _extension()
    wheel = _Wheel(wheel_directory)
    loader = (
        "import sys, importlib.util as u\n"
        f"s = u.spec_from_file_location('cobijo', {str(HERE / 'src/cobijo/__init__.py')!r}, "
        f"submodule_search_locations=[{str(HERE / 'src/cobijo')!r}, {str(extension.parent)!r}])\n"
        "class F:\n"
        "    @staticmethod\n"
        "    def find_spec(name, path=None, target=None):\n"
        "        return s if name == 'cobijo' else None\n"
        "sys.meta_path.insert(0, F)\n"
    )
    wheel.add("_cobijo_editable.py", loader)
    wheel.add("_cobijo_editable.pth", "import _cobijo_editable\n")
    return wheel.close()


def build_sdist(sdist_directory, config_settings=None):
    base = f"cobijo-{_version()}"
    name = f"{base}.tar.gz"
    files = {}
    for where, entries, prefix in ((HERE, OWN, ""), (ROOT, CORE, "core/")):
        for entry in entries:
            path = where / entry
            if not path.exists():
                continue
            for file in [path] if path.is_file() else _below(path):
                files[f"{prefix}{file.relative_to(where).as_posix()}"] = file.read_bytes()
    files["PKG-INFO"] = _metadata().encode()
    with tarfile.open(Path(sdist_directory) / name, "w:gz", format=tarfile.PAX_FORMAT) as tar:
        for path, data in sorted(files.items()):
            info = tarfile.TarInfo(f"{base}/{path}")
            info.size = len(data)
            info.mode = 0o644
            tar.addfile(info, io.BytesIO(data))
    return name


def get_requires_for_build_wheel(config_settings=None):
    return []


get_requires_for_build_editable = get_requires_for_build_sdist = get_requires_for_build_wheel
