"""The administrator's password, kept only as a hash by argon2id with the parameters that its authors recommend."""

from __future__ import annotations

LEAST_CHARACTERS = 12
"""With the lock-out, guessing 12 characters takes longer than the program is used: NIST SP 800-63B asks for 8."""


def hash_of(password: str) -> str:
    """The hash for the settings; takes about 50 ms and 64 MB."""
    from argon2 import PasswordHasher

    return PasswordHasher().hash(password)


def matches(hashed: str, password: str) -> bool:
    """Whether it is the password; how long that takes does not depend on the password."""
    from argon2 import PasswordHasher
    from argon2.exceptions import VerificationError

    try:
        return PasswordHasher().verify(hashed, password)
    except (VerificationError, ValueError):  # ValueError: what is kept is no hash
        return False
