"""Build the native part where there is a compiler; elsewhere the Python code does the same."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from packaging.tags import platform_tags
from setuptools import Distribution, Extension


class NativePart(BuildHookInterface):
    """Compiles `native/` into the package, for every Python from 3.11 on (stable ABI)."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        for stale in Path(self.root, "src", "onestory").glob("_markup*.so"):
            stale.unlink()
        try:
            built = self._compile()
        except (Exception, SystemExit) as reason:  # setuptools raises both, of many kinds
            self.app.display_warning(f"Onestory is built without its native part: {reason}")
            return
        build_data["artifacts"].append(built.relative_to(self.root).as_posix())
        build_data["pure_python"] = False
        build_data["tag"] = f"cp311-abi3-{next(platform_tags())}"

    def _compile(self) -> Path:
        source = Path(self.root, "native", "_markup.c")
        extension = Extension(
            "onestory._markup",
            [str(source)],
            py_limited_api=True,
            # From here on bytes are looked at many at a time; some Pythons are built with less.
            extra_compile_args=["-O3"] if os.name == "posix" else [],
            libraries=["m"] if os.name == "posix" else [],
        )
        package = {"name": "onestory", "ext_modules": [extension], "package_dir": {"": "src"}}
        command = Distribution(package).get_command_obj("build_ext")
        with tempfile.TemporaryDirectory() as scratch:
            command.build_temp = command.build_lib = scratch
            command.ensure_finalized()
            command.run()
            built = Path(command.get_ext_fullpath("onestory._markup"))
            # Moved in at once: a hub that runs keeps the file it has loaded.
            place = Path(self.root, "src", "onestory", built.name)
            fresh = place.with_suffix(".new")
            shutil.copyfile(built, fresh)
            fresh.replace(place)
        return place
