"""Where each item stands (sections 7.5 to 8.4)."""

from carries import carried, declared
from records import Records
from verdict import chair, majority, unless_blocked


class Review(Records):
    def item(self, at):
        strategy, item = self.plan.strategy, self.plan.items[at]
        about = [fact for fact in self.facts.values() if self.is_about(fact, at)]
        of = lambda kind: [fact for fact in about if fact.kind == kind and not fact.newer]
        carries = [declared(fact, about, strategy, self.stands) for fact in self.by_writer(of("carry"))]
        marks = self.marks(item, of, carries)
        self.owe(marks, of)
        decisions = self.in_force([fact for fact in of("outcome") if self.is_held(fact.meeting)])
        outcomes = [{"id": fact.name, "status": fact.status, "stale": item.differs(fact.seen, fact.covers)}
                    for fact in decisions]
        verdict = self.verdict(item, about, marks, outcomes)
        baselines = [fact for fact in self.by_writer(of("adopt")) if strategy.may(fact.by)]
        unchanged = [fact for fact in baselines if not item.differs(fact.seen, fact.covers)]
        rests = bool(unchanged) and verdict == "open" and not outcomes and all(
            mark["stale"] and not mark["concurrent"] and mark["status"] == strategy.approving for mark in marks)
        outgrown = bool(baselines) and not unchanged and not marks and not outcomes and verdict == "open"
        baseline = (unchanged or baselines[-1:] or [None])[0]
        for carry in carries:
            fact = self.facts[carry["id"]]
            code = {"field": "bad-carry", "figure": "bad-carry-figure", "unproved": "carry-unproved"}
            if carry["why"] in code:
                self.problem(code[carry["why"]], fact.file, fact.line)
        for mark in marks:
            if mark["owes_reason"]:
                fact = self.facts[mark["id"]]
                self.problem("reason-owed", fact.file, fact.line)
        return {
            "id": item.id,
            "kind": item.kind,
            "damaged": item.damaged,
            "verdict": verdict,
            "marks": marks,
            "outcomes": outcomes,
            "notes": [fact.name for fact in of("note") if self.stands(fact)],
            "carries": [{key: carry[key] for key in ["id", "state", "waits_for", "refused_by"]} for carry in carries],
            "baseline": baseline and {"id": baseline.name, "adopted": rests, "changed": baseline not in unchanged},
            "attention": self.attention(verdict, rests, outgrown, marks, outcomes),
            "step": self.step(verdict, rests, outgrown, marks, outcomes),
        }

    def is_about(self, fact, at):
        if fact.name in self.clashes:
            items = self.of_clashes[fact.name] + [fact.item]
            return any(item and self.plan.find(item) == at for item in items)
        return bool(fact.item) and self.plan.find(fact.item) == at

    def is_held(self, meeting):
        return self.is_meeting(meeting) and meeting not in self.undone

    def marks(self, item, of, carries):
        replies = lambda kind: {(fact.of, fact.by) for fact in of(kind) if self.stands(fact)}
        confirmed, refused = replies("confirm"), replies("refuse")
        current = []
        for by in sorted({fact.voice() for fact in of("mark")}):
            own = [fact for fact in of("mark") if fact.voice() == by]
            holds = lambda fact: self.stands(fact) and not (fact.by != by and (fact.name, by) in refused)
            heads = self.in_force(own, holds)
            for fact in heads:
                way = []
                if item.differs(fact.seen, fact.covers):
                    way = carried(carries, fact, by, item.fingerprint(fact.covers))
                current.append({
                    "id": fact.name,
                    "by": by,
                    "status": fact.status,
                    "role": fact.said["role"],
                    "recorded_by": fact.by if fact.by != by else None,
                    "confirmed": fact.by == by or (fact.name, by) in confirmed,
                    "stale": way is None,
                    "concurrent": len(heads) > 1,
                    "carried_by": [self.facts[name].by for name in way or []],
                    "suspect": None if way is None else self.suspect(item, fact),
                    "source_changed": self.plan.sources.changed(item.cites, fact.cited),
                    "owes_reason": False,
                })
        return current

    def suspect(self, item, fact):
        above, up = [], item.parent
        while up is not None:
            above.append(up)
            up = up.parent
        if not self.plan.strategy.suspect or not above or not fact.above:
            return None
        if len(above) != len(fact.above):
            return above[0].id
        changed = [up.id for up, seen in zip(above, fact.above) if up.differs(seen, fact.covers)]
        return changed[0] if changed else None

    def owe(self, marks, of):
        """Says which marks owe their reason (7.10)."""
        made = {fact.name: fact for fact in of("mark")}
        explained = set()
        for note in of("note"):
            mark = made.get(note.said["re"])
            if mark and self.stands(note) and (note.voice() == mark.voice() or note.by == mark.by):
                explained.add(mark.name)
        for mark in marks:
            if not self.plan.strategy.statuses.get(mark["status"], (False, False))[1]:
                continue
            open_, met = [mark["id"]], set()
            while open_:
                name = open_.pop()
                if name in made and name not in met and made[name].status == mark["status"]:
                    met.add(name)
                    open_ += made[name].after
            mark["owes_reason"] = not met & explained

    def verdict(self, item, about, marks, outcomes):
        strategy = self.plan.strategy
        if self.missing:
            return "records-missing"
        if item.damaged:
            return "damaged"
        if any(fact.needs_newer() and self.stands(fact) for fact in about):
            return "needs-newer"
        present = {outcome["status"] for outcome in outcomes if not outcome["stale"]}
        if present:
            verdict = "split" if len(present) > 1 else min(present)
            return "open" if verdict == strategy.approving and strategy.nothing_approved else verdict
        counting = [mark for mark in marks if not mark["stale"] and not mark["concurrent"]]
        approving = [mark for mark in counting if mark["status"] == strategy.approving]
        verdict = {"majority": majority, "chair": chair}.get(strategy.rule, unless_blocked)(strategy, marks, counting)
        roles = {mark["role"] for mark in approving}
        if verdict == strategy.approving and (strategy.nothing_approved or not set(strategy.required) <= roles):
            return "open"
        return verdict

    def attention(self, verdict, rests, outgrown, marks, outcomes):
        """Why an item is to be looked at again, seen through its verdict (7.6)."""
        if rests or verdict in ["records-missing", "damaged"]:
            return None
        if outgrown:
            return "changed"
        if verdict == "split":
            decided = any(not outcome["stale"] for outcome in outcomes)
            return "contradicting" if not decided and any(mark["concurrent"] for mark in marks) else "split"
        return "changed" if verdict == "open" and any(one["stale"] for one in marks + outcomes) else None

    def step(self, verdict, rests, outgrown, marks, outcomes):
        """At which step an item is (8.4)."""
        if verdict in ["records-missing", "damaged", "needs-newer"]:
            return "in-review"
        if rests or outgrown:
            return "baseline" if rests else "stale"
        if verdict != "open":
            settles = self.plan.strategy.statuses.get(verdict, (False, False))[0]
            return "settled" if settles else "in-review"
        if any(one["stale"] for one in marks + outcomes):
            return "stale"
        return "in-review" if marks else "unreviewed"
