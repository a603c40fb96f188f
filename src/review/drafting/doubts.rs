//! What can be recorded of a meeting but is rarely meant, so that it is asked about first.

use jiff::civil::Date;

use crate::review::{FactId, Meeting, MeetingState, Votes};

/// A reason to ask before something is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The meeting is paused.
    Paused,
    /// More votes than people are present.
    MoreVotesThanPresent { votes: u64, present: usize },
    /// The day is over.
    PastDue { due: Date },
}

/// Returns what is doubtful in an outcome of `meeting`.
pub fn doubts_of_outcome(meeting: &Meeting<'_>, votes: Option<Votes>) -> Vec<Doubt> {
    let paused = (meeting.state() == MeetingState::Paused).then_some(Doubt::Paused);
    paused.into_iter().chain(votes.and_then(|votes| doubt_of_votes(meeting, votes))).collect()
}

/// Returns what is doubtful in votes or words that `outcome` gets later. What was decided in a pause was asked about then.
pub fn doubts_of_amendment(meeting: &Meeting<'_>, outcome: &FactId, votes: Option<Votes>) -> Vec<Doubt> {
    let since_last_step = meeting.steps.last().is_some_and(|(step, _)| step.id < *outcome);
    let mut doubts = doubts_of_outcome(meeting, votes);
    doubts.retain(|doubt| *doubt != Doubt::Paused || !since_last_step);
    doubts
}

/// Tells whether there are more votes than people; where nobody is listed, nobody knows.
pub fn doubt_of_votes(meeting: &Meeting<'_>, votes: Votes) -> Option<Doubt> {
    let present = meeting.present.len();
    let votes = [votes.yes, votes.no, votes.abstain].into_iter().map(u64::from).sum();
    let enough = usize::try_from(votes).is_ok_and(|votes| votes <= present);
    (present > 0 && !enough).then_some(Doubt::MoreVotesThanPresent { votes, present })
}

/// Tells whether `due` is over on `today`.
pub fn doubt_of_due(due: Option<Date>, today: Option<Date>) -> Option<Doubt> {
    let due = due?;
    today.filter(|today| due < *today).map(|_| Doubt::PastDue { due })
}
