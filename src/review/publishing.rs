//! Which copies of verdicts in the plan files are not what they should be. Knows no files, and writes nothing.

use super::{Review, Verdict};
use crate::plan::{Plan, StatusId};

/// A copy that is to be written, changed or taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The index of the item.
    pub item: usize,
    /// What stands in the file.
    pub old: Option<StatusId>,
    /// The settled verdict; `None` where there is none, so that nothing is to stand there.
    pub new: Option<StatusId>,
    /// Why what stands there stays as it is.
    pub kept: Option<Kept>,
}

/// Why what stands in a file is not touched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kept {
    /// It is no status of the strategy, so somebody else has written it.
    Foreign,
    /// A part of the item could not be read.
    Damaged,
    /// Another item has the same id.
    Ambiguous,
    /// A record is of a kind that this version does not know.
    NeedsNewer,
    /// Records are known to exist that cannot be counted.
    RecordsMissing,
    /// The file is a link: whose file would be written is not certain.
    Link,
    /// The file cannot be changed there without touching more.
    Unfit,
}

impl Kept {
    /// Every reason there is.
    pub const ALL: [Self; 7] = [
        Self::Foreign,
        Self::Damaged,
        Self::Ambiguous,
        Self::NeedsNewer,
        Self::RecordsMissing,
        Self::Link,
        Self::Unfit,
    ];

    /// Returns the word used in JSON and in the catalogues.
    pub fn name(self) -> &'static str {
        match self {
            Self::Foreign => "foreign",
            Self::Damaged => "damaged",
            Self::Ambiguous => "ambiguous",
            Self::NeedsNewer => "needs-newer",
            Self::RecordsMissing => "records-missing",
            Self::Link => "link",
            Self::Unfit => "unfit",
        }
    }
}

/// Returns every copy that is not as it should be, in plan order. While it is not known who might object, there are none.
pub fn due(plan: &Plan, review: &Review) -> Vec<Due> {
    if plan.strategy.unknown_rule {
        return Vec::new();
    }
    let settled = |verdict: &Verdict| match verdict {
        Verdict::Status(id) => plan.strategy.status(id).filter(|status| status.settles).map(|_| id.clone()),
        _ => None,
    };
    let mut found = Vec::new();
    for (index, item) in plan.items.iter().enumerate() {
        let verdict = &review.standing(index).verdict;
        let there = item.published.as_ref();
        let old = there.and_then(|published| published.status.clone());
        let foreign = there.is_some() && old.as_ref().is_none_or(|id| plan.strategy.status(id).is_none());
        let new = settled(verdict);
        if old == new && !foreign {
            continue;
        }
        let kept = match verdict {
            _ if foreign => Some(Kept::Foreign),
            _ if item.damaged => Some(Kept::Damaged),
            Verdict::NeedsNewer => Some(Kept::NeedsNewer),
            Verdict::RecordsMissing => Some(Kept::RecordsMissing),
            _ => None,
        };
        found.push(Due { item: index, old, new, kept });
    }
    if found.iter().any(|due| due.kept.is_none()) {
        let positions = plan.positions();
        let is_ambiguous = |due: &Due| positions.get(&plan.items[due.item].id) != Some(&Some(due.item));
        for due in found.iter_mut().filter(|due| due.kept.is_none()) {
            due.kept = is_ambiguous(due).then_some(Kept::Ambiguous);
        }
    }
    found
}
