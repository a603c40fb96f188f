"""The clauses that items cite, and which of them changed (sections 4 and 7.6)."""

import re

from values import as_json, fingerprint, is_known_version, text_of


class Sources:
    def __init__(self, directory):
        self.clauses = {}
        for path in directory.glob("*.md"):
            text = text_of(path)
            if text is not None:
                self.clauses[path.name.removesuffix(".md")] = clauses(text)

    def changed(self, cites, cited):
        """Returns the clauses of `cites` that say something else than `cited` recorded."""
        changed = []
        for citation in cites:
            source, _, number = citation.partition("#")
            if source in self.clauses and is_known_version(cited.get(citation, "")) and citation not in changed:
                if self.clauses[source].get(number) != cited[citation]:
                    changed.append(citation)
        return changed


def clauses(text):
    """Returns the fingerprint of each clause and section by its number."""
    lines = text.split("\n")
    if lines[0].rstrip() == "+++":
        ends = [at for at, line in enumerate(lines) if at and line.rstrip() == "+++"]
        lines = lines[ends[0] + 1:] if ends else lines
    found, last = {}, None
    for line in map(str.rstrip, lines):
        if not line or line.startswith(("# ", "<!--")):
            continue
        numbered = re.fullmatch(r"(## )?([0-9]+(?:\.[0-9]+)*)(?: (.*))?", line)
        if numbered:
            last = numbered[2] if not numbered[1] else None
            found.setdefault(numbered[2], (numbered[3] or "").strip())
        elif last and not line.startswith("## "):
            found[last] += "\n" + line
    return {number: fingerprint({"text": as_json(said)}) for number, said in found.items()}
