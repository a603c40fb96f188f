"""Area files: items, what they say, and which item an id means (sections 2 and 7.3)."""

import re

from sources import Sources
from strategy import Keys, Strategy
from values import (DEFAULT_COVERS, as_json, fingerprint, is_citation, is_date, is_id, is_item_id, is_known_version, is_list,
                    is_localized, is_number, is_tables, is_text, is_whole, localized, parse, target, text_of)


class Item:
    def __init__(self, area, kind, parent, table, strategy, file):
        keys = Keys(table)
        self.kind, self.parent, self.file = kind, parent, file
        slug = keys.get("id", is_id, required=True)
        self.id = slug and f"{area}/{slug}"
        fields = self.fields = {}
        first = strategy.first

        def add(name, value, write):
            if value not in (None, [], {}):
                fields[name] = write(value)

        title = keys.get("title", is_localized, required=True)
        add("title", title, lambda value: localized(value, first))
        fields.setdefault("title", localized(slug or "", first))
        add("text", keys.get("text", is_localized), lambda value: localized(value, first))
        for name in ["owner", "with"]:
            add(name, keys.texts(name), as_json)
        for name in ["start", "due"]:
            add(name, keys.get(name, is_date), as_json)
        progress = ["planned", "underway", "done", "paused", "dropped"]
        add("progress", keys.get("progress", lambda value: value in progress), as_json)
        metric = keys.get("metric", lambda value: isinstance(value, dict))
        if metric is not None:
            inner = Keys(metric)
            name, unit = inner.get("name", is_localized, required=True), inner.get("unit", is_text)
            for key in ["baseline", "target", "now"]:
                table_ = inner.get(key, lambda value: isinstance(value, dict))
                if table_ is None:
                    continue
                reading = Keys(table_)
                value = reading.get("value", is_number, required=True)
                reading.get("year", lambda year: is_whole(year) and 1 <= year <= 9999)
                inner.wrong |= reading.wrong
                if key == "target" and value is not None:
                    fields["metric.target"] = target(name, unit, table_, first)
            keys.wrong |= inner.wrong
        self.cites = [citation for citation in keys.texts("seed") if is_citation(citation)]
        keys.wrong |= len(self.cites) < len(keys.texts("seed"))
        keys.wrong |= not all(map(is_item_id, keys.texts("related")))
        self.was = [id_ for id_ in keys.texts("was") if is_item_id(id_)]
        keys.wrong |= len(self.was) < len(keys.texts("was"))
        holds = {"text": is_localized, "number": is_number, "date": is_date, "list": is_list}
        for name, type_ in strategy.own.items():
            value = keys.get(name, holds[type_])
            if type_ == "text":
                add(name, value, lambda value: localized(value, first))
            else:
                add(name, [value] if type_ == "list" and is_text(value) else value, as_json)
        self.children = []
        for child in {"goal": ["task", "project"], "task": ["project"], "project": []}[kind]:
            self.children += [(child, inner) for inner in keys.get(child, is_tables, [])]
        self.damaged = keys.wrong

    def fingerprint(self, covers):
        """Returns the present fingerprint; None where the item is damaged (2.2)."""
        covers = DEFAULT_COVERS if covers is None else covers
        return None if self.damaged else fingerprint({name: self.fields[name] for name in covers if name in self.fields})

    def differs(self, seen, covers):
        present = self.fingerprint(covers)
        return present is not None and is_known_version(seen) and present != seen


def natural(path):
    return [int(part) if part.isdigit() else part for part in re.split(r"([0-9]+)", path.name)]


class Plan:
    def __init__(self, directory, today):
        self.items, self.unread = [], []
        self.sources = Sources(directory.parent / "seeds")
        self.strategy = Strategy(text_of(directory / "strategy.toml"), today)
        for path in sorted(directory.glob("*.toml"), key=natural):
            if path.name == "strategy.toml" or path.name.startswith("."):
                continue
            text = text_of(path)
            table = text and parse(text)
            if table is None:
                self.unread.append(f"{directory.name}/{path.name}")
                continue
            area = table.get("id")
            area = area if is_id(area) else path.name.removesuffix(".toml")
            goals = table.get("goal", [])
            for goal in goals if is_tables(goals) else []:
                self.add(area, "goal", None, goal, f"{directory.name}/{path.name}")
        self.by_id, self.by_old = {}, {}
        for at, item in enumerate(self.items):
            self.by_id.setdefault(item.id, []).append(at)
            for old in set(item.was):
                self.by_old.setdefault(old, []).append(at)

    def add(self, area, kind, parent, table, file):
        item = Item(area, kind, parent, table, self.strategy, file)
        self.items.append(item)
        for child, inner in item.children:
            self.add(area, child, item, inner, file)

    def find(self, id_):
        """Returns the one item that an id means (7.3)."""
        having = self.by_id.get(id_) or self.by_old.get(id_, [])
        return having[0] if len(having) == 1 else None

    def subject(self, id_):
        """What is the same for two ids of one item."""
        found = self.find(id_) if id_ else None
        return id_ if found is None else found
