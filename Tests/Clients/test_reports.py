"""Reads the sample reports back as a CI, a browser and a tool would, with packages that know nothing of this program."""

import base64
import hashlib
import json
import xml.etree.ElementTree

import html5lib
import jsonschema
import junitparser
import markdown_it
import pytest
from conftest import TOP

FOLDER = TOP / "Fixtures/reports"
NAMES = sorted(path.name.removesuffix(".txt") for path in FOLDER.glob("*.txt"))

# Written from the description of the format at ctrf.io: root, results, tool, summary, tests.
COUNT = {"type": "integer", "minimum": 0}
TEST = {
    "type": "object",
    "required": ["name", "status", "duration"],
    "properties": {
        "name": {"type": "string", "minLength": 1},
        "status": {"enum": ["passed", "failed", "skipped", "pending", "other"]},
        "duration": COUNT,
        "suite": {"type": "array", "minItems": 1, "items": {"type": "string"}},
        "message": {"type": "string"},
        "trace": {"type": "string"},
        "rawStatus": {"type": "string"},
        "type": {"type": "string"},
        "parameters": {"type": "object"},
        "extra": {"type": "object"},
    },
    "additionalProperties": False,
}
COUNTS = ("tests", "passed", "failed", "pending", "skipped", "other", "start", "stop")
CTRF = {
    "type": "object",
    "required": ["reportFormat", "specVersion", "results"],
    "properties": {
        "reportFormat": {"const": "CTRF"},
        "specVersion": {"type": "string", "pattern": r"^\d+\.\d+\.\d+$"},
        "generatedBy": {"type": "string"},
        "results": {
            "type": "object",
            "required": ["tool", "summary", "tests"],
            "properties": {
                "tool": {
                    "type": "object",
                    "required": ["name"],
                    "properties": {"name": {"type": "string", "minLength": 1}, "version": {"type": "string"}},
                    "additionalProperties": False,
                },
                "summary": {
                    "type": "object",
                    "required": list(COUNTS),
                    "properties": {name: COUNT for name in (*COUNTS, "suites")},
                    "additionalProperties": False,
                },
                "tests": {"type": "array", "items": TEST},
                "extra": {"type": "object"},
            },
            "additionalProperties": False,
        },
    },
    "additionalProperties": False,
}


def test_there_are_reports():
    assert {"failing", "passing", "inconclusive", "hostile"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_junit_is_read_by_a_package(name):
    file = FOLDER / f"{name}.junit.xml"
    xml.etree.ElementTree.fromstring(file.read_bytes())
    report = junitparser.JUnitXml.fromfile(str(file))
    suites = list(report)
    cases = [case for suite in suites for case in suite]
    kinds = [type(result) for case in cases for result in case.result]
    assert report.tests == len(cases) == sum(suite.tests for suite in suites) > 0
    assert report.failures == kinds.count(junitparser.Failure)
    assert report.errors == kinds.count(junitparser.Error)
    assert report.skipped == kinds.count(junitparser.Skipped)
    assert len({(case.classname, case.name) for case in cases}) == len(cases)


def test_junit_says_why():
    suite = next(iter(junitparser.JUnitXml.fromfile(str(FOLDER / "failing.junit.xml"))))
    case = next(iter(suite))
    assert (case.classname, case.name) == ("lost-answer", "no_duplicate_creates")
    assert case.result[0].message.startswith("#3 → #4, 0.5 s apart")
    assert "#4   12.9 s  POST /v1/tasks → 200\n" in case.result[0].text
    assert {"seed": "1", "paid": "2.4"}.items() <= {each.name: each.value for each in suite.properties()}.items()


@pytest.mark.parametrize("name", NAMES)
def test_ctrf_is_what_the_format_describes(name):
    report = json.loads((FOLDER / f"{name}.ctrf.json").read_bytes())
    jsonschema.Draft202012Validator(CTRF).validate(report)
    statuses = [test["status"] for test in report["results"]["tests"]]
    summary = report["results"]["summary"]
    assert summary["tests"] == len(statuses)
    for status in ("passed", "failed", "skipped"):
        assert summary[status] == statuses.count(status)


def test_forms_agree():
    for name in NAMES:
        ctrf = json.loads((FOLDER / f"{name}.ctrf.json").read_bytes())["results"]
        junit = junitparser.JUnitXml.fromfile(str(FOLDER / f"{name}.junit.xml"))
        assert ctrf["summary"]["tests"] == junit.tests
        assert ctrf["summary"]["failed"] == junit.failures + junit.errors
        word = (FOLDER / f"{name}.txt").read_text().split(" ", 1)[0]
        assert word.lower() == ctrf["extra"]["status"]
        assert (FOLDER / f"{name}.markdown").read_text().startswith(f"## {word}: ")


@pytest.mark.parametrize("name", NAMES)
def test_html_is_well_formed_runs_nothing_and_fetches_nothing(name):
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), strict=False, namespaceHTMLElements=False)
    page = parser.parse((FOLDER / f"{name}.html").read_bytes())
    assert parser.errors == []
    tags = {element.tag.rpartition("}")[2] for element in page.iter() if isinstance(element.tag, str)}
    assert not tags & {"script", "link", "img", "image", "iframe", "object", "embed", "use", "a", "form", "base", "foreignObject"}
    for element in page.iter():
        for attribute, value in element.attrib.items():
            attribute = str(attribute)
            assert not attribute.startswith("on") and attribute not in ("style", "src", "srcset") and "href" not in attribute
            assert "url(" not in value
    policies = [each for each in page.iter("meta") if each.get("http-equiv") == "Content-Security-Policy"]
    style = page.find("head/style").text.encode()
    known = base64.b64encode(hashlib.sha256(style).digest()).decode()
    wanted = f"default-src 'none'; style-src 'sha256-{known}'; base-uri 'none'; form-action 'none'"
    assert [policy.get("content") for policy in policies] == [wanted]


def test_html_shows_what_a_client_wrote_as_text():
    page = html5lib.parse((FOLDER / "hostile.html").read_bytes(), namespaceHTMLElements=False)
    text = "".join(page.itertext())
    assert "<script>alert(1)</script>]]>'\"&" in text
    assert all(ord(letter) >= 0x20 or letter == "\n" for letter in text)


@pytest.mark.parametrize("name", NAMES)
def test_markdown_has_no_mark_up_but_ours(name):
    reader = markdown_it.MarkdownIt("commonmark").enable("table")
    tokens = reader.parse((FOLDER / f"{name}.markdown").read_text())
    inline = [child for token in tokens for child in token.children or []]
    blocks = [token.content for token in tokens if token.type == "html_block"]
    assert {each.content for each in inline if each.type == "html_inline"} <= {"<br>"}
    assert all(each.startswith("<details><summary>") or each.strip() == "</details>" for each in blocks), blocks
    assert not [each for each in inline if each.type in ("link_open", "image")]


def test_markdown_tables_keep_their_columns():
    tokens = markdown_it.MarkdownIt("commonmark").enable("table").parse((FOLDER / "hostile.markdown").read_text())
    rows, cells = [], 0
    for token in tokens:
        if token.type == "tr_open":
            cells = 0
        elif token.type in ("th_open", "td_open"):
            cells += 1
        elif token.type == "tr_close":
            rows.append(cells)
    assert rows and set(rows) <= {2, 3, 5, 7}
    shown = [child.content for token in tokens for child in token.children or [] if child.type == "code_inline"]
    assert any("`x` |<s" in each for each in shown)


def test_json_has_what_the_page_lists():
    listed = (TOP / "docs/reports.md").read_text()
    report = json.loads((FOLDER / "failing.json").read_bytes())
    run = report["drills"][0]
    parts = [report, run, *run["findings"], *run["requests"], *run["jobs"], *run["webhooks"], *run["rules"]]
    for name in {name for part in parts for name in part}:
        assert name == "number" or f"`{name}`" in listed or f'`"{name}"' in listed, name
