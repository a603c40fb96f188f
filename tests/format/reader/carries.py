"""Changes of wording only: which carries hold, and where they lead (section 7.7)."""

import json
import re

from values import DEFAULT_COVERS, fingerprint, is_text

CHINESE_FIGURES = "零一二两三四五六七八九十百千万亿兆半廿卅壹贰叁肆伍陆柒捌玖拾佰仟兩萬億貳參陸"
ENGLISH_FIGURES = set(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands "
    "million millions billion billions trillion dozen half".split())



def read_among(facts, seen):
    carrying = [fact.read for fact in facts if fact.read is not None and fact.seen == seen]
    return next((read for read in carrying if fingerprint(read) == seen), None)


def reworded(old, new):
    """Returns why two wordings differ in more than words (7.7); None where they do not."""
    if old is None or new is None:
        return "unproved"
    changed = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    if changed - {"title", "text"}:
        return "field"
    for name in changed:
        texts = [json.loads(side.get(name, "{}")) for side in (old, new)]
        texts = [{"": side} if is_text(side) else side for side in texts]
        for language in texts[0].keys() | texts[1].keys():
            if figures(texts[0].get(language, "")) != figures(texts[1].get(language, "")):
                return "figure"
    return None


def figures(text):
    """Every figure with the signs that belong to it; the histories of the test have plain ones only."""
    figure = rf"[-−+±<>≤≥≈~]?[0-9{CHINESE_FIGURES}]+(?:[.,/:×^][0-9]+)*[%‰°+]*|[A-Za-z]+"
    found = re.findall(figure, text)
    return [word for word in found if not word.isascii() or not word.isalpha() or word.lower() in ENGLISH_FIGURES]


def carried(carries, mark, by, present):
    """Returns the carries that lead from a mark's wording to the present one, the shortest way (7.6)."""
    covers = frozenset(DEFAULT_COVERS if mark.covers is None else mark.covers)
    usable = [carry for carry in carries
              if carry["state"] == "holds" and by not in carry["refused_by"] and carry["covers"] == covers]
    ways = [(mark.seen, [])]
    for wording_, way in ways:
        for carry in usable:
            if carry["from"] == wording_:
                if carry["to"] == present:
                    return way + [carry["id"]]
                if all(known != carry["to"] for known, _ in ways):
                    ways.append((carry["to"], way + [carry["id"]]))
    return None


def declared(fact, about, strategy, stands):
    """What a carry in force comes to (7.7)."""
    fields = lambda fact: frozenset(DEFAULT_COVERS if fact.covers is None else fact.covers)
    key = lambda fact: (fact.from_, fact.seen, fields(fact))
    standing = [other for other in about if stands(other) and not other.newer]
    alike = {other.name for other in about if other.kind == "carry" and not other.newer and key(other) == key(fact)}
    refused = {other.by for other in standing if other.kind == "refuse" and other.of in alike}
    roles = {other.said["role"] for other in standing
             if other.kind == "confirm" and other.of == fact.name and other.by not in refused}
    roles |= {fact.said["role"]} if fact.by not in refused else set()
    waits_for = [role for role in strategy.required if role not in roles]
    why = reworded(read_among(about, fact.from_), read_among(about, fact.seen))
    if why is not None:
        state = "unproved" if why == "unproved" else "beyond"
    else:
        state = "unlisted" if not strategy.may(fact.by) else "waits" if waits_for else "holds"
    return {"id": fact.name, "state": state, "why": why, "waits_for": waits_for if state == "waits" else [],
            "refused_by": sorted(refused), "from": fact.from_, "to": fact.seen, "covers": fields(fact)}
