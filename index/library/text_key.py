"""What names the texts of a passage that an encoder is given."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

KEY_BYTES = 16
"""128 bits: two texts of a library of a million share a key with a probability of 1e-27."""


def text_key(texts: Sequence[str]) -> bytes:
    """Names the texts that an encoder is given for a passage, so that the same words are encoded once."""
    return hashlib.blake2b("\x1e".join(texts).encode(), digest_size=KEY_BYTES).digest()
