//! What is recorded in a meeting: what is on the table, outcomes, actions, what is put off, who is there, its pauses and
//! its end.

use super::{MeetingFailure, is_named, not_ended, one_of, to_record_in};
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::identify::identify;
use crate::cli::items::{item_to_record, items_to_record, status};
use crate::cli::output::{Answer, ask, is_yes, nothing_recorded};
use crate::cli::recording::Written;
use crate::cli::session::{Opened, Session};
use crate::job::{Job, Outcome};
use crate::plan::{ItemId, Plan, PublishWhen, calendar};
use crate::report;
use crate::review::drafting::{self, Doubt};
use crate::review::{Deed, Meeting, MeetingState, Step, Votes};
use crate::text::Shown;
use crate::work::perform;

/// What was decided on an item.
pub(super) struct Decided<'a> {
    pub(super) item: &'a str,
    pub(super) status: &'a str,
    pub(super) votes: Option<&'a str>,
    pub(super) text: Option<&'a str>,
    /// It is recorded even where it is doubtful.
    pub(super) sure: bool,
}

/// What somebody is to do.
pub(super) struct ToDo<'a> {
    pub(super) text: &'a str,
    pub(super) item: Option<&'a str>,
    pub(super) owner: Option<&'a str>,
    pub(super) due: Option<&'a str>,
    /// It is recorded even where it is doubtful.
    pub(super) sure: bool,
}

/// Puts an item on the table.
pub(super) fn item(session: &Session, named: Option<&str>, item: &str) -> Result<Answer, Failure> {
    let opened = session.open_to_record();
    let meeting = not_ended(to_record_in(&opened, named)?)?;
    let index = item_to_record(&opened, item)?;
    put_on_the_table(session, &opened, &meeting, index)
}

/// Puts the next item on the table that is neither decided nor parked.
pub(super) fn next(session: &Session, named: Option<&str>) -> Result<Answer, Failure> {
    let opened = session.open_to_record();
    let plan = opened.plan();
    let meeting = not_ended(to_record_in(&opened, named)?)?;
    let positions = plan.positions();
    let position = |id: &ItemId| positions.get(id).copied().flatten();
    let now = meeting.on_the_table().and_then(position);
    let at = meeting.agenda.iter().position(|id| now.is_some() && position(id) == now);
    let next = meeting.next_open(at, position);
    let index = next.and_then(|next| position(meeting.agenda[next]));
    let index = index.ok_or(MeetingFailure::NothingWaiting)?;
    put_on_the_table(session, &opened, &meeting, index)
}

fn put_on_the_table(
    session: &Session,
    opened: &Opened,
    meeting: &Meeting<'_>,
    index: usize,
) -> Result<Answer, Failure> {
    let plan = opened.plan();
    let said = now_on_the_table(session, plan, index);
    let deed = drafting::put_on_the_table(plan, meeting.id(), index);
    write_in(session, opened, meeting, vec![deed], Some(said))
}

/// Says which item is on the table.
pub(super) fn now_on_the_table(session: &Session, plan: &Plan, index: usize) -> Shown {
    let title = session.words.choose(&plan.items[index].title).one_line();
    session.words.say_with("meeting-now-on-the-table", &[("title", title.into())])
}

/// Records what was decided on an item as it stands now. While the meeting runs, the item is put on the table first.
pub(super) fn outcome(
    session: &Session,
    named: Option<&str>,
    decided: &Decided<'_>,
) -> Result<Answer, Failure> {
    let opened = session.open_to_record();
    let plan = opened.plan();
    let meeting = to_record_in(&opened, named)?;
    let index = item_to_record(&opened, decided.item)?;
    let status = status(&session.words, plan, decided.status)?;
    let bad_votes = |text: &str| MeetingFailure::BadVotes { text: text.into() };
    let read = |text: &str| Votes::parse(text).ok_or_else(|| bad_votes(text));
    let votes = decided.votes.map(read).transpose()?;
    let text = words_of(decided.text)?.map(Into::into);
    let doubts = drafting::doubts_of_outcome(&meeting, votes);
    if !is_meant(session, &doubts, decided.sure)? {
        return Ok(nothing_recorded(session));
    }
    let head = opened.head();
    let decided = drafting::Decided { status, votes, text };
    let outcome = drafting::outcome(plan, &opened.review, meeting.id(), index, decided, head);
    let is_there = meeting.on_the_table().and_then(|id| plan.position(id)) == Some(index);
    let comes_up = meeting.state() == MeetingState::Running && !is_there;
    let table = comes_up.then(|| drafting::put_on_the_table(plan, meeting.id(), index));
    write_in(session, &opened, &meeting, table.into_iter().chain([outcome]).collect(), None)
}

/// Gives somebody something to do.
pub(super) fn action(session: &Session, named: Option<&str>, to_do: &ToDo<'_>) -> Result<Answer, Failure> {
    let opened = session.open_to_record();
    let meeting = to_record_in(&opened, named)?;
    let text = words_of(Some(to_do.text))?.unwrap_or_default();
    let index = to_do.item.map(|item| item_to_record(&opened, item)).transpose()?;
    let bad_day = |text: &str| MeetingFailure::BadDay { text: text.into() };
    let read = |day: &str| calendar::coming_day(day, opened.loaded.today).ok_or_else(|| bad_day(day));
    let due = to_do.due.map(read).transpose()?;
    let doubts: Vec<Doubt> = drafting::doubt_of_due(due, opened.loaded.today).into_iter().collect();
    if !is_meant(session, &doubts, to_do.sure)? {
        return Ok(nothing_recorded(session));
    }
    let owner = drafting::names(to_do.owner.unwrap_or_default());
    let deed = drafting::action(opened.plan(), Some(meeting.id()), index, text, owner, due);
    write_in(session, &opened, &meeting, vec![deed], None)
}

/// Asks whether what is doubtful is meant; without a terminal it is refused, unless somebody is `sure`.
fn is_meant(session: &Session, doubts: &[Doubt], sure: bool) -> Result<bool, Failure> {
    if sure || doubts.is_empty() {
        return Ok(true);
    }
    if !session.can_ask {
        return Err(MeetingFailure::Doubtful { doubts: doubts.to_vec() }.into());
    }
    let doubts = session.words.doubts(doubts);
    let answer = ask(&session.words.say_with("cli-doubt-ask", &[("doubts", doubts.into())]));
    Ok(answer.as_deref().is_some_and(is_yes))
}

/// Says that an action is done, or is to be done after all.
pub(super) fn done(
    session: &Session,
    named: &str,
    text: Option<&str>,
    reopen: bool,
) -> Result<Answer, Failure> {
    let opened = session.open_to_record();
    let text = words_of(text)?;
    let actions = opened.review.actions();
    let mut found = actions.iter().filter(|todo| is_named(&todo.fact.id, named));
    let (Some(todo), None) = (found.next(), found.next()) else {
        return Err(MeetingFailure::UnknownAction { text: named.into() }.into());
    };
    match (todo.open, reopen) {
        (false, false) => return Err(MeetingFailure::DoneAlready.into()),
        (true, true) => return Err(MeetingFailure::OpenAlready.into()),
        _ => {}
    }
    write(session, &opened, vec![drafting::done(todo, reopen, text)], None)
}

/// Puts an item off.
pub(super) fn park(
    session: &Session,
    named: Option<&str>,
    item: &str,
    text: Option<&str>,
) -> Result<Answer, Failure> {
    let opened = session.open_to_record();
    let meeting = to_record_in(&opened, named)?;
    let plan = opened.plan();
    let index = item_to_record(&opened, item)?;
    if meeting.outcomes.iter().any(|(_, outcome)| plan.position(&outcome.item) == Some(index)) {
        return Err(MeetingFailure::DecidedAlready { item: plan.items[index].id.clone() }.into());
    }
    let deed = drafting::park(plan, &meeting, index, words_of(text)?);
    write_in(session, &opened, &meeting, vec![deed], None)
}

/// Puts the named items first on the agenda; the others follow as they did.
pub(super) fn agenda(session: &Session, named: Option<&str>, items: &[&str]) -> Result<Answer, Failure> {
    let opened = session.open_to_record();
    let plan = opened.plan();
    let meeting = to_record_in(&opened, named)?;
    let first = items_to_record(&opened, items)?;
    let is_first = |id: &ItemId| plan.position(id).is_some_and(|index| first.contains(&index));
    let others = meeting.agenda.iter().filter(|id| !is_first(id)).map(|&id| id.clone());
    let agenda = first.iter().map(|&index| plan.items[index].id.clone()).chain(others).collect();
    let minutes = meeting.minutes.iter().map(|(&id, &minutes)| (id.clone(), minutes)).collect();
    write_in(session, &opened, &meeting, vec![drafting::agenda(&meeting, agenda, minutes)], None)
}

/// Says who is there from now on.
pub(super) fn present(session: &Session, named: Option<&str>, texts: &[&str]) -> Result<Answer, Failure> {
    let opened = session.open_to_record();
    let meeting = to_record_in(&opened, named)?;
    let present: Vec<_> = texts.iter().flat_map(|text| drafting::names(text)).collect();
    if present.is_empty() {
        return Err(MeetingFailure::Nobody.into());
    }
    write_in(session, &opened, &meeting, vec![drafting::present(&meeting, present)], None)
}

/// Stops the clock of a meeting.
pub(super) fn pause(session: &Session, named: Option<&str>) -> Result<Answer, Failure> {
    let opened = session.open_to_record();
    let meeting = not_ended(to_record_in(&opened, named)?)?;
    if meeting.state() == MeetingState::Paused {
        return Err(MeetingFailure::Paused.into());
    }
    let step = Step::Pause { meeting: meeting.id().clone(), text: None };
    write_in(session, &opened, &meeting, vec![Deed::Meeting(step)], None)
}

/// Goes on with a meeting that is paused, or that ended.
pub(super) fn resume(session: &Session, named: Option<&str>) -> Result<Answer, Failure> {
    let opened = session.open_to_record();
    let meeting = one_of(&opened, named)?;
    if meeting.state() == MeetingState::Running {
        return Err(MeetingFailure::Running.into());
    }
    let step = Step::Resume { meeting: meeting.id().clone(), text: None };
    write_in(session, &opened, &meeting, vec![Deed::Meeting(step)], None)
}

/// Ends a meeting, which commits it, and publishes what is settled where the strategy wants that.
pub(super) fn end(session: &Session, named: Option<&str>) -> Result<Answer, Failure> {
    let opened = session.open_to_record();
    let meeting = not_ended(to_record_in(&opened, named)?)?;
    let step = Step::End { meeting: meeting.id().clone(), text: None };
    let mut answer = write_in(
        session,
        &opened,
        &meeting,
        vec![Deed::Meeting(step)],
        Some(session.words.say("meeting-over")),
    )?;
    if opened.plan().strategy.publish == PublishWhen::Meeting && answer.exit == Exit::Done {
        // The meeting ended whatever comes of this.
        match perform(&session.world, Job::Publish { dry_run: false }) {
            Outcome::Published(Ok(published)) => answer.remarks.push(session.words.published(&published)),
            Outcome::Published(Err(failure)) => {
                answer.remarks.push(session.words.not_published(&failure));
                answer.exit = Failure::NotPublished(failure).exit();
            }
            _ => unreachable!("publishing answers Published"),
        }
    }
    Ok(answer)
}

/// Writes down in `meeting`, and says which one that is where several are under way.
fn write_in(
    session: &Session,
    opened: &Opened,
    meeting: &Meeting<'_>,
    deeds: Vec<Deed>,
    said: Option<Shown>,
) -> Result<Answer, Failure> {
    let words = &session.words;
    let several = opened.review.meetings_under_way() > 1;
    let which = several.then(|| {
        let name = report::meeting_name(words, meeting);
        words.say_with("meeting-written-in", &[("meeting", name.into())])
    });
    let told: Vec<Shown> = said.into_iter().chain(which).collect();
    let told = (!told.is_empty()).then(|| Shown::join(&told, &Shown::own("\n")));
    write(session, opened, deeds, told)
}

/// Writes `deeds` down, and says `said` besides.
pub(super) fn write(
    session: &Session,
    opened: &Opened,
    deeds: Vec<Deed>,
    said: Option<Shown>,
) -> Result<Answer, Failure> {
    let by = identify(session, opened)?;
    let recorded = session.record(&by, deeds).map_err(Failure::NotRecorded)?;
    let mut written = Written::new(by, recorded);
    if let Some(said) = said {
        written.tell(said);
    }
    Ok(written.finish(session, opened, "meeting-recorded"))
}

/// Refuses words that say nothing.
fn words_of(text: Option<&str>) -> Result<Option<&str>, Failure> {
    if text.is_some_and(|text| text.trim().is_empty()) { Err(Failure::EmptyNote) } else { Ok(text) }
}
