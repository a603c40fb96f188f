"""All review files: which facts stand, and which are in force (sections 5.1, 7.2 and 7.4)."""

import tomllib

from facts import Fact, NoFact
from plan import natural
from values import is_fact_name, is_reviewer, is_text, is_whole


class Records:
    def __init__(self, directory, plan):
        self.plan, self.problems, self.missing = plan, [], False
        self.facts, self.clashes = {}, {}
        found = []
        for path in sorted((directory / "reviews").glob("*.toml"), key=natural):
            if not path.name.startswith("."):
                found += self.file(path, f"{directory.name}/reviews/{path.name}")
        by_name = {}
        for fact in found:
            same = by_name.setdefault(fact.name, [])
            if all(other.same() != fact.same() for other in same):
                same.append(fact)
        for name, same in sorted(by_name.items()):
            self.facts[name] = same[0]
            if len(same) > 1:
                self.clashes[name] = same
        self.of_clashes = {name: [self.root_item(fact) for fact in same] for name, same in self.clashes.items()}
        for name, same in self.clashes.items():
            items = [fact.item for fact in same if fact.item]
            clash = same[0]
            clash.hold_back(items[0] if items else None)
        self.undone = self.find_undone()
        for fact in self.facts.values():
            self.of_fact(fact)

    def problem(self, code, file, line=None):
        self.problems.append((code, file, line))

    def file(self, path, name):
        """Reads a review file line by line (5.1)."""
        parts = path.name.split(".")
        if len(parts) != 3 or not is_reviewer(parts[0]):
            self.problem("bad-review-file-name", name)
            return []
        facts, newer_format = [], False
        *lines, last = path.read_bytes().split(b"\n")
        if last:
            self.problem("unfinished-line", name, len(lines) + 1)
        for number, raw in enumerate(lines, 1):
            try:
                line = raw.decode()
            except UnicodeDecodeError:
                self.problem("not-utf8", name, number)
                self.missing = True
                continue
            if "\0" in line:
                self.problem("nul-byte", name, number)
                self.missing = True
                continue
            line = line.strip().removeprefix("\ufeff").strip()
            if line == "" or line.startswith("#") or line == "[facts]":
                continue
            try:
                table = tomllib.loads(line)
                ((key, fields),) = table.items()
                if key == "format" and is_whole(fields):
                    newer_format |= fields > 1
                    if fields > 1:
                        self.problem("newer-format", name, number)
                elif key == "reviewer" and is_text(fields):
                    if fields != parts[0]:
                        self.problem("foreign-reviewer", name, number)
                elif is_fact_name(key) and isinstance(fields, dict) and fields and not line.startswith("["):
                    facts.append(Fact(key, parts[0], fields, name, number))
                    if facts[-1].newer:
                        self.problem("newer-fact", name, number)
                else:
                    raise NoFact(key)
            except (tomllib.TOMLDecodeError, NoFact, ValueError):
                self.problem("not-a-fact", name, number)
        for fact in facts if newer_format else []:
            fact.hold_back(fact.item)
        return facts

    def root_item(self, fact):
        """Returns the item of a fact; of an undo, that of what stands at the end of the chain (7.2)."""
        met = set()
        while fact.kind == "undo" and not fact.newer:
            if fact.of in met or fact.of not in self.facts:
                return None
            met.add(fact.of)
            fact = self.facts[fact.of]
        return fact.item

    def own(self, name, by):
        same = self.clashes.get(name) or [self.facts[name]] if name in self.facts else []
        return bool(same) and all(fact.by == by for fact in same)

    def find_undone(self):
        """An undo holds unless another one that holds takes it back; a ring counts for nothing (7.2)."""
        undos = {}
        for fact in self.facts.values():
            if fact.kind == "undo" and not fact.newer and self.own(fact.of, fact.by):
                undos.setdefault(fact.of, []).append(fact.name)
        holds, changed = {}, True
        while changed:
            changed = False
            for name, by in undos.items():
                answers = [True if undo not in undos else holds.get(undo) for undo in by]
                if name not in holds and (True in answers or None not in answers):
                    holds[name], changed = True not in answers, True
        undone = {name for name, held in holds.items() if not held}
        begun = {name for name in undone if self.is_meeting(name)}
        part = ["meeting", "outcome", "action", "park"]
        return undone | {fact.name for fact in self.facts.values() if fact.kind in part and fact.meeting in begun}

    def is_meeting(self, name):
        fact = self.facts.get(name)
        return fact is not None and fact.kind == "meeting" and not fact.newer and fact.step == "begin"

    def stands(self, fact):
        return fact.name not in self.undone

    def in_force(self, facts, holds=None):
        """Those that stand and that nothing replaces (7.4)."""
        holds = holds or self.stands
        named = {fact.name: fact.after for fact in facts}

        def reach(name):
            open_, met = list(named.get(name, [])), set()
            while open_:
                next_ = open_.pop()
                if next_ not in met:
                    met.add(next_)
                    open_ += named.get(next_, [])
            return met

        standing = [fact for fact in facts if holds(fact)]
        reached = {fact.name: reach(fact.name) for fact in standing}
        replaced = lambda fact: any(fact.name in reached[other.name] and other.name not in reached[fact.name]
                                    for other in standing)
        return [fact for fact in standing if not replaced(fact)]

    def by_writer(self, facts):
        writers = sorted({fact.by for fact in facts})
        holding = [fact for by in writers for fact in self.in_force([fact for fact in facts if fact.by == by])]
        return sorted(holding, key=lambda fact: fact.name)

    def of_fact(self, fact):
        """What is wrong with a fact in the light of the others (9)."""
        report = lambda code: self.problem(code, fact.file, fact.line)
        if fact.name in self.clashes:
            self.problem("same-fact-id", None)
            return
        if fact.kind == "undo" and fact.of in self.facts and not self.own(fact.of, fact.by):
            report("foreign-undo")
        if not fact.newer and fact.needs_newer() and self.stands(fact):
            report("newer-fingerprint")
        status = getattr(fact, "status", None)
        if not fact.newer and status is not None and status not in self.plan.strategy.statuses:
            report("unknown-status")
        if fact.kind in ["meeting", "outcome", "action", "park"] and fact.meeting and not self.is_meeting(fact.meeting):
            report("no-meeting")
        if fact.item and self.plan.find(fact.item) is None and self.stands(fact):
            report("orphan-fact")
