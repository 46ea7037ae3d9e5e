"""统一社会信用代码: the eighteen characters that name an organisation in China, by GB 32100-2015."""

# I, O, Z, S and V are left out: they look like digits.
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_LENGTH = 18


def check_character(body: str) -> str:
    """The last character that belongs to the first seventeen; ValueError for one that is never used."""
    total = sum(_ALPHABET.index(character) * 3**place for place, character in enumerate(body))
    return _ALPHABET[-total % len(_ALPHABET)]


def fault_of(code: str) -> str | None:
    """What is wrong with a code, as a sentence for people; None for a good one."""
    if len(code) != _LENGTH:
        return f"统一社会信用代码应为 {_LENGTH} 位，这里是 {len(code)} 位。"
    if strange := next((character for character in code if character not in _ALPHABET), None):
        return f"统一社会信用代码中不会有“{strange}”；只用数字和大写字母，不用 I、O、S、V、Z。"
    if code[-1] != check_character(code[:-1]):
        return "统一社会信用代码的最后一位校验码不符，请对照证书核对。"
    return None
