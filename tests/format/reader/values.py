"""Values of TOML, and the fingerprints that are made of them (sections 1, 2.1 and 6)."""

import hashlib
import json
import re
import tomllib
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from math import isfinite

DEFAULT_COVERS = ["title", "text", "owner", "with", "due", "metric.target"]
FIXED = DEFAULT_COVERS + ["start", "progress"]

BAD = object()  # stands for a date that does not exist
MARKER = "\ue000"


def parse(text):
    """Returns the tables of a file, `BAD` where a date does not exist (1); None where it is not TOML."""
    while True:
        try:
            return without_marker(tomllib.loads(text))
        except tomllib.TOMLDecodeError as error:
            place = re.search(r"at line (\d+), column (\d+)", str(error))
            if not place:
                return None
            lines = text.split("\n")
            at, column = int(place[1]) - 1, int(place[2]) - 1
            dates = re.finditer(r"(?<![\w\"'.-])\d+[-:][\w:.+-]*", lines[at])
            date_like = next((found for found in dates if found.start() <= column <= found.end()), None)
            if not date_like:
                return None
            lines[at] = lines[at][: date_like.start()] + f'"{MARKER}"' + lines[at][date_like.end():]
            text = "\n".join(lines)


def without_marker(value):
    if isinstance(value, dict):
        return {key: without_marker(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [without_marker(inner) for inner in value]
    return BAD if value == MARKER else value


def is_text(value):
    return isinstance(value, str)


def is_whole(value):
    return isinstance(value, int) and not isinstance(value, bool)


def is_number(value):
    return is_whole(value) or isinstance(value, float) and isfinite(value)


def is_date(value):
    return isinstance(value, date) and not isinstance(value, datetime)


def is_texts(value):
    return isinstance(value, list) and all(map(is_text, value))


def is_list(value):
    return is_text(value) or is_texts(value)


def is_localized(value):
    return is_text(value) or isinstance(value, dict) and all(map(is_text, value.values()))


def has_bad(value):
    if isinstance(value, (dict, list)):
        return any(map(has_bad, value.values() if isinstance(value, dict) else value))
    return value is BAD


def is_tables(value):
    return isinstance(value, list) and all(isinstance(table, dict) for table in value)


def is_id(text):
    return is_text(text) and text != "" and all(c.isalnum() or c in "-_." for c in text)


def is_item_id(text):
    return is_text(text) and text.count("/") == 1 and all(map(is_id, text.split("/")))


def is_fact_name(text):
    return is_text(text) and re.fullmatch(r"[A-Za-z0-9_-]{1,64}", text) is not None


def is_reviewer(text):
    return is_id(text) and "." not in text and not text.startswith("-")


def is_citation(text):
    seed, sign, clause = text.partition("#")
    return sign == "#" and is_id(seed) and re.fullmatch(r"[0-9]+(\.[0-9]+)*", clause) is not None




def folded(text):
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.rstrip(" \t") for line in text.split("\n")).rstrip("\n")


def as_json(value):
    if isinstance(value, str):
        return json.dumps(folded(value), ensure_ascii=False)
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(key, ensure_ascii=False)}:{inner}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(as_json, value)) + "]"
    if is_date(value):
        return f'"{value.isoformat()}"'
    if is_whole(value):
        return str(value)
    digits = format(Decimal(repr(value)), "f")
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return "0" if digits == "-0" else digits


def localized(value, first):
    value = {first: value} if is_text(value) else value
    return as_json({tag: as_json(value[tag]) for tag in sorted(value)})


def target(name, unit, reading, first):
    parts = {}
    if name:
        parts["name"] = localized(name, first)
    if unit is not None:
        parts["unit"] = as_json(unit)
    parts["value"] = as_json(reading["value"])
    if "year" in reading:
        parts["year"] = as_json(reading["year"])
    return as_json(parts)


def fingerprint(fields):
    lines = "".join(f"{name}={fields[name]}\n" for name in sorted(fields, key=str.encode))
    return "1:" + hashlib.sha256(lines.encode()).hexdigest()[:32]


def is_known_version(seen):
    return re.fullmatch(r"1:[0-9a-f]{32}", seen) is not None


def text_of(path):
    """Returns the text of a file; None where it cannot be read whole (2.2)."""
    try:
        text = path.read_bytes().decode().removeprefix("\ufeff")
    except (OSError, UnicodeDecodeError):
        return None
    markers = any(line.startswith(("<<<<<<< ", ">>>>>>> ")) for line in text.split("\n"))
    return None if "\0" in text or markers else text
