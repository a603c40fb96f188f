"""strategy.toml (section 3)."""

from values import (DEFAULT_COVERS, FIXED, has_bad, is_date, is_list, is_localized, is_reviewer, is_tables, is_text,
                    is_whole, parse)

DEFAULT_STATUSES = [("approved", True, False), ("revise", False, True), ("discuss", False, True),
                    ("deferred", False, True), ("rejected", True, True)]
ITEM_KEYS = "id title text owner with start due progress metric seed related was review goal task project".split()


class Keys:
    """The keys of one table, and whether any of them has an error."""

    def __init__(self, table):
        self.table, self.wrong = table, False

    def get(self, key, holds, default=None, required=False):
        if key not in self.table:
            self.wrong |= required
            return default
        if not holds(self.table[key]):
            self.wrong = True
            return default
        return self.table[key]

    def texts(self, key):
        value = self.get(key, is_list, [])
        return [value] if is_text(value) else value


class Strategy:
    def __init__(self, text, today):
        table = text and parse(text)
        self.today = today
        keys = Keys(table or {})
        self.nothing_approved = table is None or text is None or has_bad(table)
        format_ = keys.get("format", is_whole, required=True)
        keys.wrong |= format_ is not None and format_ > 1
        keys.get("title", is_localized, required=True)
        self.languages = keys.texts("languages") or ["zh", "en"]
        self.first = self.languages[0]
        for key, words in [("cite", ["required", "hint", "none"]), ("commit", ["ask", "on-quit", "each", "never"]),
                           ("publish", ["never", "ask", "meeting"])]:
            keys.get(key, lambda value: value in words)
        self.suspect = keys.get("suspect", lambda value: value in ["parents", "nothing"]) == "parents"
        self.reviewers = {}
        for entry in keys.get("reviewer", is_tables, []):
            inner = Keys(entry)
            for key in ["name", "email", "role"]:
                inner.get(key, is_text)
            days = [inner.get(key, is_date) for key in ["from", "until"]]
            id_ = inner.get("id", is_reviewer, required=True)
            if id_ in self.reviewers:
                inner.wrong = True
            elif id_ is not None:
                self.reviewers[id_] = days
            keys.wrong |= inner.wrong
        self.statuses = {}
        taken = set()
        for entry in keys.get("status", is_tables, []):
            inner = Keys(entry)
            for language in self.languages:
                inner.get(language, is_text)
            one = lambda value: is_text(value) and len(value) == 1
            settles, reason = (inner.get(key, lambda value: isinstance(value, bool), False)
                               for key in ["settles", "reason"])
            inner.get("symbol", one)
            id_, key = inner.get("id", is_text, required=True), inner.get("key", one, required=True)
            if id_ is not None and key is not None:
                if id_ in self.statuses or key in taken:
                    inner.wrong = True
                else:
                    self.statuses[id_] = (settles, reason)
                    taken.add(key)
            keys.wrong |= inner.wrong
        if not self.statuses:
            self.statuses = {id_: (settles, reason) for id_, settles, reason in DEFAULT_STATUSES}
        self.approving = next(iter(self.statuses))
        self.own, covered = {}, []
        for name, entry in keys.get("fields", lambda value: isinstance(value, dict), {}).items():
            if not isinstance(entry, dict):
                keys.wrong = True
                continue
            inner = Keys(entry)
            inner.get("label", is_localized)
            type_ = inner.get("type", lambda value: value in ["text", "number", "date", "list"], "text")
            covers = inner.get("covered", lambda value: isinstance(value, bool), False)
            if name in ITEM_KEYS + FIXED:
                inner.wrong = True
            else:
                self.own[name] = type_
                covered += [name] if covers else []
            keys.wrong |= inner.wrong
        named = keys.texts("covers")
        known = [name for name in named if name in FIXED or name in self.own]
        keys.wrong |= len(known) < len(named)
        self.covers = set((known or DEFAULT_COVERS) + covered)
        self.rule, self.required = "all", []
        verdict = keys.get("verdict", lambda value: isinstance(value, dict))
        if verdict is not None:
            inner = Keys(verdict)
            self.required = inner.texts("required")
            rule = inner.get("rule", is_text)
            if rule is None:
                self.rule = "required" if self.required else "all"
            elif rule in ["all", "any", "majority", "required", "chair"]:
                self.rule = rule
            else:
                self.nothing_approved = True
            inner.wrong |= self.rule == "required" and not self.required
            keys.wrong |= inner.wrong
        keys.wrong |= any(not is_text(query) for query in
                          keys.get("query", lambda value: isinstance(value, dict), {}).values())
        self.nothing_approved |= keys.wrong

    def asked(self):
        return [id_ for id_, (from_, until) in self.reviewers.items()
                if (from_ is None or from_ <= self.today) and (until is None or self.today <= until)]

    def has_left(self, id_):
        until = self.reviewers.get(id_, (None, None))[1]
        return until is not None and until < self.today

    def may(self, id_):
        return not self.reviewers or id_ in self.reviewers
