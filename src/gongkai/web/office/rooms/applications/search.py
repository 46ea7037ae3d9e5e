"""Finding an application by the number on its papers: the register's or the receipt's, however somebody writes it."""

import re

from django.db.models import Q, QuerySet

_NUMBER = re.compile(r"[〔\[(（]?\s*((?:19|20)\d\d)\s*[〕\])）年]\s*第?\s*(\d+)\s*号?")
_RECEIPT = re.compile(r"[Ss]0*(\d{1,9})")
_SERIAL = re.compile(r"第?\s*(\d{1,6})\s*号?")


def found(applications: QuerySet, words: str) -> QuerySet:
    """Those with all of these words in what is wanted, or with this number or receipt."""
    asked = words.strip()
    condition = Q()
    for word in asked.split():
        condition &= Q(title__icontains=word) | Q(doc_no__icontains=word)
    if number := _NUMBER.fullmatch(asked):
        condition |= Q(year=int(number[1]), serial=int(number[2]))
    if receipt := _RECEIPT.fullmatch(asked):
        condition |= Q(pk=int(receipt[1]))
    if serial := _SERIAL.fullmatch(asked):
        condition |= Q(serial=int(serial[1]))
    return applications.filter(condition)
