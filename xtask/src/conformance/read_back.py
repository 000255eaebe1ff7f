"""Reads the exports of hostile text with parsers that the project did not write.

Usage: read_back.py FOLDER, with expected.json and exports/ in it. The texts are expected by the ids of the events, each as
a list of code points; every reader must give back exactly those.
"""

import csv
import io
import json
import shutil
import subprocess
import sys
import xml.etree.ElementTree as xml
from pathlib import Path

folder = Path(sys.argv[1])
exports = folder / "exports"
csv.field_size_limit(1 << 24)
with open(folder / "expected.json", encoding="ascii") as file:
    expected = {name: "".join(map(chr, points)) for name, points in json.load(file).items()}


def from_json():
    with open(exports / "json/dataset.json", encoding="utf-8", newline="") as file:
        return {event["id"]: (event["label"], event["summary"]) for event in json.load(file)["events"]}


def from_lines():
    found = {}
    with open(exports / "json/records.jsonl", encoding="utf-8", newline="\n") as file:
        for line in file:
            row = json.loads(line)
            if row["collection"] == "events":
                record = row["record"]
                found[record["id"]] = (record["label"], record["summary"])
    return found


def from_csv():
    with open(exports / "csv/events.csv", encoding="utf-8", newline="") as file:
        return {row["id"]: (row["label"], row["summary"]) for row in csv.DictReader(file, strict=True)}


def from_tei(document):
    tei = "{http://www.tei-c.org/ns/1.0}"
    found = {}
    for event in xml.parse(document).iter(tei + "event"):
        name = event.get("{http://www.w3.org/XML/1998/namespace}id")
        label = event.find(tei + "label[@type='label']")
        summary = event.find(tei + "note[@type='summary']")
        if name.startswith("event.") and label is not None and summary is not None:
            found[name.removeprefix("event.")] = ("".join(label.itertext()), "".join(summary.itertext()))
    return found


def through_libxml2():
    """What xmllint has understood, written by it in the canonical form of XML."""
    command = ["xmllint", "--huge", "--c14n", exports / "tei/dataset.xml"]
    return from_tei(io.BytesIO(subprocess.run(command, check=True, capture_output=True).stdout))


readers = {
    "Python json, the document": from_json,
    "Python json, the lines": from_lines,
    "Python csv": from_csv,
    "expat, the TEI": lambda: from_tei(exports / "tei/dataset.xml"),
}
if shutil.which("xmllint"):
    readers["libxml2, the TEI"] = through_libxml2
else:
    print("xmllint is not installed, so libxml2 is not asked: apt-get install libxml2-utils")

faults = 0
for reader, read in readers.items():
    found = read()
    for name, text in expected.items():
        if found.get(name) != (text, text):
            faults += 1
            print(f"{reader}: {name} is {ascii(found.get(name))[:200]}, not {ascii(text)[:100]}")
sys.exit(1 if faults else 0)
