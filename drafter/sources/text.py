"""Plain text as a source."""

from __future__ import annotations

import re

from drafter.yaml_files import decode


def read(content: bytes, file: str) -> str:
    """The text of a UTF-8 file; private-use characters, which some programs put for bullets, become spaces."""
    return re.sub("[\ue000-\uf8ff\U000f0000-\U0010ffff]", " ", decode(content, file))
