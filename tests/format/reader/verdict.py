"""The verdict that marks come to under each rule (section 8.3)."""


def single(statuses):
    return "open" if not statuses else "split" if len(statuses) > 1 else min(statuses)


def unless_blocked(strategy, marks, counting):
    blocking = single({mark["status"] for mark in counting} - {strategy.approving})
    if blocking == "split" or any(mark["concurrent"] for mark in marks):
        return "split"
    again = any(mark["stale"] and mark["status"] != strategy.approving and not strategy.has_left(mark["by"])
                for mark in marks)
    if blocking != "open" or again:
        return blocking
    approving = {mark["by"] for mark in counting if mark["status"] == strategy.approving}
    listed = {by for by in approving if strategy.may(by)}
    enough = {"all": listed and set(strategy.asked()) <= approving, "any": listed, "required": approving}
    return strategy.approving if enough[strategy.rule] else "open"


def majority(strategy, marks, counting):
    voters = set(strategy.asked()) if strategy.reviewers else {mark["by"] for mark in marks}
    votes = [mark["status"] for mark in counting if mark["by"] in voters]
    for status in set(votes):
        if votes.count(status) * 2 > len(voters):
            return status
    return "split" if voters and len(votes) == len(voters) else "open"


def chair(strategy, marks, counting):
    if any(mark["concurrent"] and mark["role"] == "chair" for mark in marks):
        return "split"
    return single({mark["status"] for mark in counting if mark["role"] == "chair"})
