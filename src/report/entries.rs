//! Areas and items with all that is known of them, in the form scripts read. The keys are for ever.

mod unread;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::{Number as JsonNumber, Value};

use super::decisions::outcome_of;
use super::{ActionEntry, Selection};
use crate::plan::{
    Cause, Citation, FieldValue, Level, Localized, Metric, Number, Place, Plan, Problem, Reading,
};
use crate::review::{
    Attention, CurrentMark, Decision, Deed, Fact, FactId, FollowUp, Note, Park, Review, Stance, Votes,
};
use crate::text::{Foreign, Shown};
use crate::words::Words;
use unread::{BaselineEntry, CarryEntry};

/// An area or an item.
#[derive(Debug, Serialize)]
pub struct Entry {
    id: String,
    /// `area`, `goal`, `task` or `project`.
    kind: &'static str,
    /// The id of the area, which for an area is its own.
    area: String,
    /// The id of the item it hangs under; null for a goal and for an area.
    parent: Option<String>,
    /// The titles of what it hangs under, the area first.
    path: Vec<String>,
    /// In the language of the interface, else in the first there is.
    title: String,
    titles: Texts,
    text: Option<Texts>,
    owner: Vec<String>,
    with: Vec<String>,
    start: Option<String>,
    due: Option<String>,
    progress: Option<&'static str>,
    metric: Option<MetricEntry>,
    /// Values of the fields that the strategy defines itself.
    fields: BTreeMap<String, Value>,
    seed: Vec<String>,
    related: Vec<String>,
    was: Vec<String>,
    verdict: Option<String>,
    /// Why its leading sign in `list` asks for another look: `changed`, `above`, `contradicting` or `split`.
    attention: Option<&'static str>,
    outcomes: Vec<OutcomeEntry>,
    /// What meetings left to be done about it.
    actions: Vec<ActionEntry>,
    /// The meetings that put it off.
    parked: Vec<ParkEntry>,
    marks: Vec<MarkEntry>,
    notes: Vec<NoteEntry>,
    /// What was agreed before the review began; absent where nobody recorded any such thing.
    baseline: Option<BaselineEntry>,
    /// Changes that somebody declared to be of wording only.
    carries: Vec<CarryEntry>,
    /// True where a part of it could not be read, so that it cannot be marked.
    damaged: bool,
    file: String,
    line: Option<usize>,
}

/// A clause that an item cites.
#[derive(Debug, Serialize)]
pub struct ClauseEntry {
    /// As the item cites it, for example `quzhou-2020#5.2`.
    citation: String,
    /// True where the text is a digest in other words; absent where there is no such clause.
    digest: Option<bool>,
    title: Option<String>,
    heading: Option<String>,
    text: Option<String>,
    file: Option<String>,
    line: Option<usize>,
}

type Texts = BTreeMap<String, String>;

#[derive(Debug, Serialize)]
struct MetricEntry {
    name: Texts,
    unit: Option<String>,
    baseline: Option<ReadingEntry>,
    target: Option<ReadingEntry>,
    now: Option<ReadingEntry>,
}

#[derive(Debug, Serialize)]
struct ReadingEntry {
    value: Value,
    year: Option<i16>,
}

/// What a meeting decided. Several contradict each other, or say the same twice.
#[derive(Debug, Serialize)]
struct OutcomeEntry {
    meeting: String,
    status: String,
    /// Absent where they were not counted.
    votes: Option<VotesEntry>,
    text: Option<String>,
    at: Option<String>,
    seen: String,
    stale: bool,
    by: String,
    file: String,
    line: Option<usize>,
    id: String,
}

/// That a meeting put an item off.
#[derive(Debug, Serialize)]
struct ParkEntry {
    meeting: String,
    text: Option<String>,
    at: Option<String>,
    by: String,
    id: String,
}

impl ParkEntry {
    fn of(fact: &Fact, park: &Park) -> Self {
        Self {
            meeting: park.meeting.as_str().to_owned(),
            text: park.text.as_ref().map(|text| text.raw().to_owned()),
            at: at(fact),
            by: fact.by.as_str().to_owned(),
            id: fact.id.as_str().to_owned(),
        }
    }
}

/// How many hands were raised.
#[derive(Debug, Serialize)]
pub(super) struct VotesEntry {
    yes: u32,
    no: u32,
    abstain: u32,
}

#[derive(Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "scripts read each of them by itself")]
struct MarkEntry {
    by: String,
    status: String,
    /// Who recorded it, where that is not its reviewer.
    recorded_by: Option<String>,
    /// Whether its reviewer stands behind it: recorded it, or confirmed it.
    confirmed: bool,
    /// Absent where it was recorded by itself.
    bulk: Option<BulkEntry>,
    /// What its reviewer, or who recorded it, said about it last.
    note: Option<String>,
    at: Option<String>,
    seen: String,
    /// The exact wording that was read, by field; absent where no record carries it.
    read: Option<BTreeMap<String, Value>>,
    stale: bool,
    /// Who declared that only words changed since, where it holds through that.
    carried_by: Vec<String>,
    /// The nearest item above that reads otherwise than what was above then; absent where nothing there changed.
    suspect: Option<String>,
    /// The clauses the item cites that say something else than when it was marked.
    source_changed: Vec<String>,
    concurrent: bool,
    /// Its status wants a reason, and none is given.
    owes_reason: bool,
    role: Option<String>,
    file: String,
    line: Option<usize>,
    id: String,
}

#[derive(Debug, Serialize)]
struct BulkEntry {
    /// How many were recorded in one stroke, this one among them.
    count: usize,
    /// Whether they were recorded without having been on a screen.
    unseen: bool,
}

/// A note.
#[derive(Debug, Serialize)]
pub(super) struct NoteEntry {
    /// Whose word it is.
    by: String,
    /// Who recorded it, where that is somebody else.
    recorded_by: Option<String>,
    text: String,
    /// Whether it says that something is missing under the item.
    missing: bool,
    /// The words it is about, the field in which they stood, and whether they stand nowhere any more.
    quote: Option<String>,
    field: Option<String>,
    quote_gone: bool,
    re: Option<String>,
    at: Option<String>,
    file: String,
    line: Option<usize>,
    id: String,
}

/// Returns the selected areas and items in plan order, each area before what is in it.
pub fn entries(words: &Words, plan: &Plan, review: &Review, selection: &Selection) -> Vec<Entry> {
    let mut entries = Vec::new();
    for index in 0..plan.areas.len() {
        entries.extend(selection.areas.contains(&index).then(|| area(words, plan, index)));
        let inside = selection.inside(plan, index).iter();
        entries.extend(inside.map(|&index| item(words, plan, review, index)));
    }
    entries
}

/// Returns the area files that could not be read whole, so that items may be missing or not as they stand there.
pub fn unread(plan: &Plan, problems: &[Problem]) -> Vec<String> {
    let broken = plan.areas.iter().filter(|area| area.broken).map(|area| &area.place.file);
    let read: BTreeSet<&Foreign> = plan.areas.iter().map(|area| &area.place.file).collect();
    let is_file =
        |problem: &&Problem| problem.level() == Level::Error && problem.fault.cause() == Cause::Files;
    let none_of_it = problems.iter().filter(is_file).map(|problem| &problem.place.file);
    let none_of_it =
        none_of_it.filter(|file| plan.areas_missing && is_area_file(file) && !read.contains(*file));
    let files: BTreeSet<&Foreign> = broken.chain(none_of_it).collect();
    files.into_iter().map(|file| file.raw().to_owned()).collect()
}

/// Tells whether a file, by the name under which it is shown, is one of an area: directly in the plan directory.
fn is_area_file(file: &Foreign) -> bool {
    let name = file.raw().split_once('/').map_or(file.raw(), |(_, name)| name);
    name.strip_suffix(".toml").is_some_and(|stem| !stem.contains('/') && stem != "strategy")
}

fn area(words: &Words, plan: &Plan, index: usize) -> Entry {
    let area = &plan.areas[index];
    Entry {
        id: area.id.as_str().to_owned(),
        kind: "area",
        area: area.id.as_str().to_owned(),
        parent: None,
        path: Vec::new(),
        title: chosen(words, &area.title),
        titles: texts(&area.title),
        text: area.text.as_ref().map(texts),
        owner: raw(&area.owner),
        with: Vec::new(),
        start: None,
        due: None,
        progress: None,
        metric: None,
        fields: BTreeMap::new(),
        seed: strings(&area.seed),
        related: Vec::new(),
        was: Vec::new(),
        verdict: None,
        attention: None,
        outcomes: Vec::new(),
        actions: Vec::new(),
        parked: Vec::new(),
        marks: Vec::new(),
        notes: Vec::new(),
        baseline: None,
        carries: Vec::new(),
        damaged: area.broken,
        file: area.place.file.raw().to_owned(),
        line: line(&area.place),
    }
}

/// Returns item `index`.
pub fn item(words: &Words, plan: &Plan, review: &Review, index: usize) -> Entry {
    let item = &plan.items[index];
    let standing = review.standing(index);
    let FollowUp { todos, parks } = review.follow_up(plan, index);
    Entry {
        id: item.id.as_str().to_owned(),
        kind: item.kind.name(),
        area: plan.areas[item.area].id.as_str().to_owned(),
        parent: item.parent.map(|above| plan.items[above].id.to_string()),
        path: path(words, plan, index).iter().map(|title| title.as_str().to_owned()).collect(),
        title: chosen(words, &item.title),
        titles: texts(&item.title),
        text: item.text.as_ref().map(texts),
        owner: raw(&item.owner),
        with: raw(&item.with),
        start: item.start.map(|day| day.to_string()),
        due: item.due.map(|day| day.to_string()),
        progress: item.progress.map(crate::plan::Progress::name),
        metric: item.metric.as_ref().map(metric),
        fields: item.own.iter().map(|(name, said)| (name.clone(), value(said))).collect(),
        seed: strings(&item.seed),
        related: strings(&item.related),
        was: strings(&item.was),
        verdict: Some(standing.verdict.name().to_owned()),
        attention: Stance::for_everybody(standing).attention().map(Attention::name),
        outcomes: standing.decisions.iter().filter_map(|decision| outcome(review, decision)).collect(),
        actions: todos.iter().map(ActionEntry::of).collect(),
        parked: parks.into_iter().map(|(fact, park)| ParkEntry::of(fact, park)).collect(),
        marks: standing.marks.iter().filter_map(|current| mark(review, index, current)).collect(),
        notes: notes(review, index).map(|(fact, said)| NoteEntry::of(plan, index, fact, said)).collect(),
        baseline: BaselineEntry::of(review, standing),
        carries: standing.carries.iter().filter_map(|current| CarryEntry::of(review, current)).collect(),
        damaged: item.damaged,
        file: item.place.file.raw().to_owned(),
        line: line(&item.place),
    }
}

/// Returns the clauses that item `index` cites.
pub fn clauses(plan: &Plan, index: usize) -> Vec<ClauseEntry> {
    let clause = |citation: &Citation| {
        let found = plan.clause(citation);
        ClauseEntry {
            citation: citation.to_string(),
            digest: found.map(|(seed, _)| seed.digest),
            title: found.map(|(seed, _)| seed.title.raw().to_owned()),
            heading: found.map(|(_, clause)| clause.heading.raw().to_owned()),
            text: found.map(|(_, clause)| clause.text.raw().to_owned()),
            file: found.map(|(_, clause)| clause.place.file.raw().to_owned()),
            line: found.and_then(|(_, clause)| line(&clause.place)),
        }
    };
    plan.items[index].seed.iter().map(clause).collect()
}

/// Returns the titles of what item `index` hangs under, the area first.
pub(super) fn path(words: &Words, plan: &Plan, index: usize) -> Vec<Shown> {
    let mut above: Vec<Shown> =
        plan.ancestors(index).map(|above| words.choose(&plan.items[above].title)).collect();
    above.push(words.choose(&plan.areas[plan.items[index].area].title));
    above.reverse();
    above
}

/// Returns the notes on item `index` that hold, as recorded.
pub(super) fn notes(review: &Review, index: usize) -> impl Iterator<Item = (&Fact, &Note)> {
    review.standing(index).notes.iter().filter_map(|id| {
        let fact = review.fact(id)?;
        match &fact.deed {
            Deed::Note(note) => Some((fact, note)),
            _ => None,
        }
    })
}

/// Returns what the reviewer of a mark, or who recorded it, said last about it.
pub(super) fn reason<'a>(review: &'a Review, index: usize, mark: &CurrentMark) -> Option<&'a Note> {
    let about = |note: &Note, id: &FactId| note.re.as_ref() == Some(id);
    let writer = mark.backing.recorded_by().map(|(writer, _)| writer);
    notes(review, index)
        .filter(|(fact, note)| about(note, &mark.id) && (fact.by == mark.by || Some(&fact.by) == writer))
        .last()
        .map(|(_, note)| note)
}

fn outcome(review: &Review, decision: &Decision) -> Option<OutcomeEntry> {
    let (fact, outcome) = outcome_of(review, decision)?;
    Some(OutcomeEntry {
        meeting: decision.meeting.as_str().to_owned(),
        status: decision.status.as_str().to_owned(),
        votes: outcome.votes.map(VotesEntry::from),
        text: outcome.text.as_ref().map(|text| text.raw().to_owned()),
        at: at(fact),
        seen: outcome.pin.seen.as_str().to_owned(),
        stale: decision.stale,
        by: fact.by.as_str().to_owned(),
        file: fact.place.file.raw().to_owned(),
        line: line(&fact.place),
        id: decision.id.as_str().to_owned(),
    })
}

impl From<Votes> for VotesEntry {
    fn from(Votes { yes, no, abstain }: Votes) -> Self {
        Self { yes, no, abstain }
    }
}

fn mark(review: &Review, index: usize, current: &CurrentMark) -> Option<MarkEntry> {
    let fact = review.fact(&current.id)?;
    let mark = review.mark(&current.id)?;
    Some(MarkEntry {
        by: current.by.as_str().to_owned(),
        status: current.status.as_str().to_owned(),
        recorded_by: current.backing.recorded_by().map(|(writer, _)| writer.as_str().to_owned()),
        confirmed: !current.is_unconfirmed(),
        bulk: mark.bulk.map(|count| BulkEntry { count, unseen: mark.unseen }),
        note: reason(review, index, current).map(|note| note.text.raw().to_owned()),
        at: at(fact),
        seen: mark.seen.as_str().to_owned(),
        read: review
            .wording(&mark.seen)
            .map(|read| read.iter().map(|(name, said)| (name.to_owned(), value(said))).collect()),
        stale: current.stale,
        carried_by: current
            .carried
            .iter()
            .filter_map(|id| review.fact(id))
            .map(|fact| fact.by.as_str().to_owned())
            .collect(),
        suspect: current.suspect.as_ref().map(|above| above.as_str().to_owned()),
        source_changed: current.source_changed.iter().map(ToString::to_string).collect(),
        concurrent: current.concurrent,
        owes_reason: current.owes_reason,
        role: mark.role.as_ref().map(|role| role.raw().to_owned()),
        file: fact.place.file.raw().to_owned(),
        line: line(&fact.place),
        id: current.id.as_str().to_owned(),
    })
}

impl NoteEntry {
    /// Describes a note on item `index`.
    pub(super) fn of(plan: &Plan, index: usize, fact: &Fact, note: &Note) -> Self {
        Self {
            by: fact.voice().as_str().to_owned(),
            recorded_by: (fact.voice() != &fact.by).then(|| fact.by.as_str().to_owned()),
            text: note.text.raw().to_owned(),
            missing: note.missing,
            quote: note.quote.as_ref().map(|words| words.raw().to_owned()),
            field: note.field.clone(),
            quote_gone: note.is_quote_gone(plan, index),
            re: note.re.as_ref().map(|id| id.as_str().to_owned()),
            at: at(fact),
            file: fact.place.file.raw().to_owned(),
            line: line(&fact.place),
            id: fact.id.as_str().to_owned(),
        }
    }
}

fn at(fact: &Fact) -> Option<String> {
    fact.at.as_ref().map(|at| at.as_str().to_owned())
}

fn line(place: &Place) -> Option<usize> {
    (place.line > 0).then_some(place.line)
}

fn chosen(words: &Words, text: &Localized) -> String {
    text.in_language(words.interface().tag()).map(|text| text.raw().to_owned()).unwrap_or_default()
}

fn texts(text: &Localized) -> Texts {
    text.iter().map(|(tag, text)| (tag.to_owned(), text.raw().to_owned())).collect()
}

fn raw(texts: &[Foreign]) -> Vec<String> {
    texts.iter().map(|text| text.raw().to_owned()).collect()
}

fn strings(values: &[impl ToString]) -> Vec<String> {
    values.iter().map(ToString::to_string).collect()
}

fn metric(metric: &Metric) -> MetricEntry {
    MetricEntry {
        name: texts(&metric.name),
        unit: metric.unit.as_ref().map(|unit| unit.raw().to_owned()),
        baseline: metric.baseline.map(reading),
        target: metric.target.map(reading),
        now: metric.now.map(reading),
    }
}

fn reading(reading: Reading) -> ReadingEntry {
    ReadingEntry { value: number(reading.value), year: reading.year }
}

fn number(number: Number) -> Value {
    match number {
        Number::Whole(whole) => whole.into(),
        Number::Decimal(decimal) => JsonNumber::from_f64(decimal).map_or(Value::Null, Value::Number),
    }
}

pub(super) fn value(said: &FieldValue) -> Value {
    match said {
        FieldValue::Localized(text) => {
            text.iter().map(|(tag, text)| (tag.to_owned(), Value::from(text.raw()))).collect()
        }
        FieldValue::Text(text) => text.raw().into(),
        FieldValue::List(list) => raw(list).into(),
        FieldValue::Date(date) => date.to_string().into(),
        FieldValue::Number(given) => number(*given),
        FieldValue::Target { name, unit, reading } => serde_json::json!({
            "name": texts(name),
            "unit": unit.as_ref().map(Foreign::raw),
            "value": number(reading.value),
            "year": reading.year,
        }),
    }
}
