"""One line of a review file, understood (section 5), and when two are one fact (7.1)."""

from datetime import datetime

from values import (as_json, is_citation, is_date, is_fact_name, is_item_id, is_known_version, is_list, is_localized, is_number,
                    is_reviewer, is_text, is_texts, is_whole, localized, target)


class NoFact(Exception):
    pass


class Fact:
    def __init__(self, name, by, fields, file, line):
        self.name, self.by, self.file, self.line = name, by, file, line
        self.kind = next(iter(fields))
        value = fields[self.kind]
        self.newer = False
        self.item = self.of = self.meeting = self.seen = self.covers = self.read = None
        self.after, self.said = [], {}
        at = fields.get("at")
        self.said["at"] = str(at) if isinstance(at, datetime) and at.tzinfo else None

        def need(holds, key):
            if not holds(fields.get(key)):
                raise NoFact(key)
            return fields[key]

        def may(holds, key):
            return fields[key] if key in fields and holds(fields[key]) else None

        def pin(required=True):
            if required or "seen" in fields:
                self.seen = need(is_text, "seen")
            if "covers" in fields:
                self.covers = need(is_texts, "covers")
            if "read" in fields:
                self.read = wording(fields["read"])
            self.said["commit"] = may(is_text, "commit")

        def after():
            named = fields.get("after", [])
            self.after = [named] if is_text(named) else named
            if not isinstance(self.after, list) or not all(map(is_fact_name, self.after)):
                raise NoFact("after")

        def say(holds, *keys):
            self.said.update((key, may(holds, key)) for key in keys)

        if self.kind in ["mark", "note", "carry", "adopt", "outcome", "park"]:
            self.item = need(is_item_id, self.kind)
        if self.kind in ["undo", "resolve", "confirm", "refuse"]:
            self.of = need(is_fact_name, self.kind)
        self.meeting = may(is_fact_name, "in")
        if self.kind == "mark":
            self.status = need(is_text, "status")
            pin()
            after()
            self.above = may(is_texts, "above") or []
            cited = may(lambda value: isinstance(value, dict), "cited") or {}
            self.cited = {clause: seen for clause, seen in cited.items() if is_citation(clause) and is_text(seen)}
            if "for" in fields:
                need(is_reviewer, "for")
            say(is_reviewer, "for")
            say(is_text, "role")
            say(lambda value: is_whole(value) and value >= 0, "bulk")
            self.said["unseen"] = fields.get("unseen") is True
        elif self.kind == "note":
            self.said["text"] = need(is_text, "text")
            pin(required=False)
            say(is_fact_name, "re")
            say(is_reviewer, "for")
            say(is_text, "quote", "field")
            self.said["missing"] = fields.get("missing") is True
        elif self.kind == "undo":
            pass
        elif self.kind in ["resolve", "confirm", "refuse"]:
            allowed = is_item_id if self.kind != "resolve" else lambda value: value == "" or is_item_id(value)
            self.item = need(allowed, "item")
            say(is_text, "text", "role")
            if self.kind == "resolve":
                self.said["open"] = fields.get("open") is True
                after()
        elif self.kind == "carry":
            self.from_ = need(is_text, "from")
            pin()
            self.said["fields"] = need(lambda value: is_texts(value) and set(value) <= {"title", "text"}, "fields")
            say(is_text, "role", "text")
            after()
        elif self.kind == "adopt":
            pin()
            self.said["until"] = str(need(is_date, "until"))
            self.status = may(is_text, "status")
            say(is_text, "text")
            after()
        elif self.kind == "outcome":
            pin()
            need(is_fact_name, "in")
            self.status = need(is_text, "status")
            votes = may(lambda value: isinstance(value, dict), "votes")
            self.said["votes"] = str(votes)
            say(is_text, "text")
            after()
        elif self.kind == "action":
            self.item = need(lambda value: value == "" or is_item_id(value), "action")
            self.said["text"] = need(is_text, "text")
            say(is_list, "owner")
            say(is_fact_name, "re")
            self.said["due"] = str(may(is_date, "due"))
            after()
        elif self.kind == "park":
            need(is_fact_name, "in")
            say(is_text, "text")
            self.said["until"] = str(may(is_date, "until"))
            after()
        elif self.kind == "meeting" and not is_text(value):
            raise NoFact("meeting")
        elif self.kind == "meeting" and value in ["begin", "agenda", "present", "item", "pause", "resume", "end"]:
            self.step = value
            self.said["step"] = value
            if value != "begin":
                need(is_fact_name, "in")
            if value == "agenda":
                need(lambda ids: is_texts(ids) and all(map(is_item_id, ids)), "agenda")
                after()
            elif value == "present":
                need(is_texts, "present")
                after()
            elif value == "item":
                need(is_item_id, "item")
            self.said["rest"] = {key: str(inner) for key, inner in fields.items()
                                 if key in "agenda present item text title query minutes planned place chair".split()}
        else:
            self.hold_back(value if is_item_id(value) else may(is_item_id, "item"))
        if self.kind == "meeting" and not self.newer and self.step == "begin":
            self.meeting = None

    def hold_back(self, item):
        """Makes it one of an unknown kind (5.2)."""
        self.newer, self.item = True, item or None
        self.of = self.meeting = self.seen = self.read = None
        self.after = []

    def voice(self):
        return not self.newer and self.said.get("for") or self.by

    def needs_newer(self):
        pinned = [self.seen] if self.kind != "note" else []
        pinned += [self.from_] if self.kind == "carry" and not self.newer else []
        return self.newer or any(seen is not None and not is_known_version(seen) for seen in pinned)

    def same(self):
        """What two lines of one fact have in common (7.1)."""
        if self.newer:
            return (self.by, self.kind, self.item)
        read = sorted(self.read.items()) if self.read is not None else None
        status = getattr(self, "status", None), getattr(self, "from_", None), getattr(self, "above", None)
        cited = sorted(getattr(self, "cited", {}).items())
        return (self.by, self.kind, self.item, self.of, self.meeting, self.seen, self.covers, read, self.after, status, cited,
                sorted(self.said.items(), key=lambda pair: pair[0]))


def wording(table):
    """Returns the fields of a `read` as they stand in canonical lines (5.4)."""
    if not isinstance(table, dict):
        raise NoFact("read")
    fields = {}
    for name, value in table.items():
        if isinstance(value, dict) and name == "metric.target":
            if not is_number(value.get("value")):
                raise NoFact("read")
            named, unit, year = value.get("name"), value.get("unit"), value.get("year")
            reading = {"value": value["value"]} | ({"year": year} if is_whole(year) else {})
            named = named if isinstance(named, dict) and is_localized(named) else {}
            fields[name] = target(named, unit if is_text(unit) else None, reading, "")
        elif isinstance(value, dict) and is_localized(value):
            fields[name] = localized(value, "")
        elif is_text(value) or is_texts(value) or is_date(value) or is_number(value):
            fields[name] = as_json(value)
        else:
            raise NoFact("read")
    return fields
