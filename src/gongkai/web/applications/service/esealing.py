"""电子印章: the operator's program puts the seal on a PDF; the letter goes in on its standard input, and comes out sealed."""

import subprocess

from django.conf import settings

from gongkai.engine.accept import accept
from gongkai.kernel.problems import Problem, Refused

_LONGEST = 60  # seconds for which the program is waited for
_BY_HAND = "请联系系统管理员查看电子印章的程序；急用的，可以打印盖章，再上传扫描件。"


def can_seal() -> bool:
    """Whether the operator has named a program."""
    return bool(settings.SEAL_COMMAND)


def sealed(letter: bytes, *, seal: str) -> bytes:
    """The letter with the seal on it; the program is told by its only argument which seal. Raises Refused."""
    if not can_seal():
        raise Refused("本系统没有接通电子印章。", "请打印盖章，再上传扫描件。")
    try:
        done = subprocess.run(
            [settings.SEAL_COMMAND, seal], input=letter, timeout=_LONGEST, check=False, capture_output=True
        )
    except subprocess.TimeoutExpired as error:
        raise Refused(f"电子印章的程序过了{_LONGEST}秒还没有完成，没有盖上章。", _BY_HAND) from error
    except OSError as error:
        raise Refused("电子印章的程序不能运行，没有盖上章。", _BY_HAND) from error
    if done.returncode:
        raise Refused(f"电子印章的程序没有盖上章（返回 {done.returncode}）。", _BY_HAND)
    return _checked(done.stdout, letter)


def _checked(answer: bytes, letter: bytes) -> bytes:
    try:
        accept(answer, name="盖章件.pdf")
    except Problem as problem:
        raise Refused("电子印章的程序给回的不是完好的 PDF 文件，没有盖上章。", _BY_HAND) from problem
    if answer == letter:
        raise Refused("电子印章的程序把文书原样给了回来，没有盖上章。", _BY_HAND)
    return answer
