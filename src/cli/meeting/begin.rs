//! `meeting begin`: what is to be gone through, and who is there.

use super::MeetingFailure;
use super::record::now_on_the_table;
use crate::cli::failure::Failure;
use crate::cli::identify::identify;
use crate::cli::identify::reviewer_named;
use crate::cli::items;
use crate::cli::list::matches;
use crate::cli::output::Answer;
use crate::cli::recording::Written;
use crate::cli::session::{Opened, Session};
use crate::review::{Agenda, Begin, Deed, Step, drafting};
use crate::search::agenda;
use crate::text::Foreign;

/// What a meeting begins with.
pub(super) struct Wanted<'a> {
    /// Items, or a query that finds them.
    pub(super) what: Vec<&'a str>,
    pub(super) since_last: bool,
    pub(super) title: Option<&'a str>,
    pub(super) present: Option<&'a str>,
    pub(super) place: Option<&'a str>,
    pub(super) chair: Option<&'a str>,
    pub(super) minutes: Option<&'a str>,
    pub(super) planned: Option<&'a str>,
    /// One may be under way already.
    pub(super) another: bool,
}

/// Begins a meeting on what the query finds.
pub(super) fn begin(session: &Session, wanted: &Wanted<'_>) -> Result<Answer, Failure> {
    let opened = session.open_to_record();
    if let Some(meeting) = opened.review.meeting_under_way().filter(|_| !wanted.another) {
        return Err(MeetingFailure::UnderWay { title: meeting.begin.title.clone() }.into());
    }
    let minutes = number(wanted.minutes)?;
    let planned = number(wanted.planned)?;
    let chair = wanted.chair.map(|named| reviewer_named(session, &opened, named)).transpose()?;
    let (query, items) = found(session, &opened, wanted)?;
    let plan = opened.plan();
    let items: Vec<usize> = items.into_iter().filter(|&index| agenda::can_be_decided(plan, index)).collect();
    if items.is_empty() {
        return Err(MeetingFailure::NothingFound.into());
    }
    let by = identify(session, &opened)?;
    let first = items[0];
    let items: Vec<_> = items.iter().map(|&index| plan.items[index].id.clone()).collect();
    let said = |text: Option<&str>| text.map(str::trim).filter(|text| !text.is_empty()).map(Foreign::from);
    let count = items.len();
    let each = minutes.into_iter().flat_map(|minutes| items.iter().map(move |item| (item.clone(), minutes)));
    let begin = Begin {
        title: said(wanted.title),
        query: query.as_deref().map(Foreign::from),
        agenda: Agenda { minutes: each.collect(), items },
        planned,
        present: drafting::names(wanted.present.unwrap_or_default()),
        place: said(wanted.place),
        chair,
    };
    let deed = Deed::Meeting(Step::Begin(begin));
    let recorded = session.record(&by, vec![deed]).map_err(Failure::NotRecorded)?;
    let mut written = Written::new(by, recorded);
    written.tell(session.words.say_with("meeting-begun", &[("count", count.into())]));
    let begun = written.recorded[0].facts.iter().find(|fact| matches!(fact.deed, Deed::Meeting(_)));
    if let Some(meeting) = begun.map(|fact| fact.id.clone()) {
        written.add(session, vec![drafting::put_on_the_table(plan, &meeting, first)]);
        written.tell(now_on_the_table(session, plan, first));
    }
    Ok(written.finish(session, &opened, "meeting-recorded"))
}

/// Finds what the meeting is about: the items in the order in which they are named, else in plan order what a query finds,
/// with that query.
fn found(
    session: &Session,
    opened: &Opened,
    wanted: &Wanted<'_>,
) -> Result<(Option<String>, Vec<usize>), Failure> {
    if let Some(named) = items::named(opened, &wanted.what) {
        return Ok((None, named?));
    }
    if !wanted.what.is_empty() {
        let query = wanted.what.join(" ");
        let items = matches(session, opened, &query, None)?.items;
        return Ok((Some(query), items));
    }
    if wanted.since_last {
        let day = opened.review.last_meeting_day().ok_or(MeetingFailure::NoneYet)?;
        let query = agenda::changed_since(day);
        let items = matches(session, opened, &query, None)?.items;
        return Ok((Some(query), items));
    }
    let query = agenda::concerns(&opened.plan().strategy);
    let items = matches(session, opened, &query, None)?.items;
    let is_open = |index: &usize| agenda::is_open(opened.plan(), &opened.review, *index);
    Ok((Some(query), items.into_iter().filter(is_open).collect()))
}

/// Reads a whole number, in digits of any width.
fn number(text: Option<&str>) -> Result<Option<u32>, Failure> {
    let read = |text: &str| {
        let number = drafting::whole_number(text);
        number.ok_or_else(|| MeetingFailure::NotANumber { text: text.into() }.into())
    };
    text.map(read).transpose()
}
