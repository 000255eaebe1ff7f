"""Puts every table of a Data Package into a database, with the types, keys and constraints that the descriptor declares.

    python tables.py csv/datapackage.json

The database is DuckDB, whose reader of CSV knows nothing of this project or of Frictionless. It refuses a cell that is not
of the declared type, a row that is not complete, a key that comes twice and a reference that leads nowhere. What it has read
is then held against Python's own reader, cell by cell.
"""

import csv
import json
import sys
from datetime import date
from pathlib import Path

import duckdb

TYPES = {"string": "VARCHAR", "date": "DATE", "number": "DOUBLE", "integer": "BIGINT", "boolean": "BOOLEAN", "year": "INTEGER"}
BOOLEANS = {"true": True, "false": False}
# What Python's reader, which gives text, makes of a cell of the type.
READERS = {"string": str, "date": date.fromisoformat, "number": float, "integer": int, "boolean": BOOLEANS.get, "year": int}


def name(text):
    return '"' + text.replace('"', '""') + '"'


def names(fields):
    fields = [fields] if isinstance(fields, str) else fields
    return "(" + ", ".join(map(name, fields)) + ")"


def value(text):
    return "'" + str(text).replace("'", "''") + "'"


def column(field):
    """The column as SQL declares it. An unknown type or constraint is an error: nothing passes because it is not looked at."""
    column = name(field["name"])
    said = [column, TYPES[field["type"]]]
    for constraint, operand in field.get("constraints", {}).items():
        if constraint == "required":
            said += ["NOT NULL"] if operand else []
        elif constraint == "unique":
            said += ["UNIQUE"] if operand else []
        elif constraint == "enum":
            said.append(f"CHECK ({column} IN ({', '.join(map(value, operand))}))")
        elif constraint == "pattern":
            said.append(f"CHECK (regexp_full_match({column}, {value(operand)}))")
        elif constraint == "minimum":
            said.append(f"CHECK ({column} >= {operand})")
        elif constraint == "maximum":
            said.append(f"CHECK ({column} <= {operand})")
        else:
            raise SystemExit(f"{field['name']}: the constraint “{constraint}” is not checked here")
    return " ".join(said)


def table(resource):
    schema = resource["schema"]
    said = [column(field) for field in schema["fields"]]
    said.append(f"PRIMARY KEY {names(schema['primaryKey'])}")
    said += [f"UNIQUE {names(key)}" for key in schema.get("uniqueKeys", [])]
    return f"CREATE TABLE {name(resource['name'])} ({', '.join(said)})"


def fill(database, folder, resource):
    """Reads the file as it is declared to be: nothing is guessed."""
    fields = resource["schema"]["fields"]
    columns = ", ".join(f"{value(field['name'])}: '{TYPES[field['type']]}'" for field in fields)
    dialect = resource["dialect"]
    database.execute(
        f"""INSERT INTO {name(resource['name'])} SELECT * FROM read_csv({value(folder / resource['path'])},
            auto_detect = false, header = {str(dialect['header']).lower()}, columns = {{{columns}}},
            delim = {value(dialect['delimiter'])}, quote = {value(dialect['quoteChar'])}, escape = {value(dialect['quoteChar'])},
            new_line = '\\n', dateformat = '%Y-%m-%d', strict_mode = true, max_line_size = 16777216)"""
    )
    (count,) = database.execute(f"SELECT count(*) FROM {name(resource['name'])}").fetchone()
    if count != resource["usru:rows"]:
        raise ValueError(f"{count} rows are read where the descriptor counts {resource['usru:rows']}")
    return count


def same_cells(database, folder, resource):
    """The value of every cell, read by two programs. An empty cell has none."""
    fields = resource["schema"]["fields"]
    with open(folder / resource["path"], encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, strict=True))
    if rows[0] != [field["name"] for field in fields]:
        raise ValueError("the header is not what the descriptor says")
    readers = [READERS[field["type"]] for field in fields]
    by_duckdb = database.execute(f"SELECT * FROM {name(resource['name'])} ORDER BY rowid").fetchall()
    for number, (texts, cells) in enumerate(zip(rows[1:], by_duckdb, strict=True), 2):
        for field, read, text, cell in zip(fields, readers, texts, cells, strict=True):
            one, other = read(text) if text else None, None if cell == "" else cell
            if one != other:
                raise ValueError(f"record {number}: {field['name']} is read as {one!r} by Python and as {other!r} by DuckDB")
    return len(by_duckdb) * len(fields)


def dangling(database, resource):
    """References to a row that is not there: a key with an empty cell refers to nothing, as in SQL."""
    for key in resource["schema"].get("foreignKeys", []):
        target = key["reference"]["resource"] or resource["name"]
        pairs = list(zip(key["fields"], key["reference"]["fields"], strict=True))
        on = " AND ".join(f"here.{name(field)} = there.{name(other)}" for field, other in pairs)
        given = " AND ".join(f"here.{name(field)} IS NOT NULL" for field, _ in pairs)
        (count,) = database.execute(
            f"SELECT count(*) FROM {name(resource['name'])} here ANTI JOIN {name(target)} there ON {on} WHERE {given}"
        ).fetchone()
        yield key, count


def main():
    package = Path(sys.argv[1])
    folder = package.parent
    resources = json.loads(package.read_text(encoding="utf-8"))["resources"]
    database = duckdb.connect()
    rows = cells = keys = 0
    faults = []
    for resource in resources:
        try:
            database.execute(table(resource))
            rows += fill(database, folder, resource)
            cells += same_cells(database, folder, resource)
        except (duckdb.Error, ValueError) as error:
            faults.append(f"{resource['path']}: {error}")
    # A table that could not be filled would leave every reference to it dangling.
    for resource in resources if not faults else []:
        for key, count in dangling(database, resource):
            keys += 1
            if count:
                faults.append(f"{resource['path']}: {count} of {key['fields']} lead nowhere in {key['reference']['resource']}")
    if faults:
        raise SystemExit("\n".join(faults))
    print(f"{len(resources)} tables, {rows} rows, {cells} cells, {keys} foreign keys")


if __name__ == "__main__":
    main()
