"""What the home page proposes to look for is found in the invented county."""

import re

from tests.web.demo_home import new_demo, run

ASKED = """
from django.test import Client
client = Client(headers={"host": "127.0.0.1"})
page = client.get("/").text
help = page[page.index('id="q-help"'):].partition("</p>")[0]
import re
for words in re.findall("“(.+?)”", help):
    found = client.get("/search/", {"q": words}).text
    print(f"【{words}】", len(re.findall('<li class="result">', found)) * ("没有完全一致" not in found))
"""


def test_the_examples_of_the_search_box_find_something(tmp_path):
    said = run(new_demo(tmp_path), "shell", "--no-imports", "-c", ASKED)
    counts = dict(re.findall(r"【(.+?)】 (\d+)", said))
    assert len(counts) >= 2
    assert "0" not in counts.values(), counts
