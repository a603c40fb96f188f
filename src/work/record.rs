//! Turns deeds into lines that are durable before anybody is told so.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashSet};
use std::io;
use std::sync::atomic::Ordering;

use jiff::ZonedDateTime;
use ulid::Ulid;

use super::World;
use crate::job::{Reason, RecordFailure, Recorded};
use crate::plan::{Place, ReviewerId, SystemFault};
use crate::review::{Deed, Fact, FactId, Moment};
use crate::source::{self, SourceText};
use crate::store::{Appended, LOCK_PATIENCE, LinkFault, RecordError, Records, note_plan, refuse_link};
use crate::text::Foreign;

/// Writes `deeds` of `by` down: beside the plan, else in the journal. Calls `waits` where another program keeps the file.
pub(super) fn record(
    world: &World,
    by: &ReviewerId,
    deeds: &[Deed],
    waits: &dyn Fn(),
) -> Result<Recorded, RecordFailure> {
    let now = (world.clock)();
    let head = source::review_file_head(by);
    if let Some(state) = world.memory.directory() {
        // Where that fails, the state is found by the path alone.
        drop(note_plan(&*world.files, state, world.plans.path()));
    }
    let composed = RefCell::new(None);
    let compose = |text: &str| composed.borrow_mut().insert(lines(world, by, deeds, &now, text)).clone();
    let write = world.own_writes.begin();
    let (appended, in_journal) = match append(world, by, &head, compose, waits) {
        Ok(appended) => (appended, None),
        Err(error) => {
            let journal = world.journal().ok_or_else(|| failure(&error))?;
            // The same lines again: should some of them have stayed beside the plan, they are the same facts.
            let again = |text: &str| composed.take().unwrap_or_else(|| lines(world, by, deeds, &now, text));
            let kept = journal.append(&*world.files, by.as_str(), &head, again);
            (kept.ok().ok_or_else(|| failure(&error))?, Some(reason(&error.source)))
        }
    };
    let length = appended.offset + appended.lines.iter().map(String::len).sum::<usize>();
    write.left(&appended.path, length as u64);
    drop(write);
    let file = world.shown(&appended.path);
    let source = SourceText::new(file.clone(), appended.lines.concat());
    let mut facts = source::review_file(&source, by).facts;
    for fact in &mut facts {
        fact.place.line += appended.line - 1;
        fact.place.start += appended.offset;
        fact.place.end += appended.offset;
    }
    // Once a run is often enough.
    let forgotten = appended.forgotten.filter(|_| !world.run.told_forgotten.swap(true, Ordering::Relaxed));
    Ok(Recorded { facts, file, in_journal, forgotten: forgotten.map(Box::new) })
}

/// Moves what the journal holds to where it belongs, and returns how many facts that were.
pub(super) fn replay(world: &World) -> Result<usize, RecordFailure> {
    let Some(journal) = world.journal() else { return Ok(0) };
    let mut moved = 0;
    for name in journal.reviewers(&*world.files) {
        let Ok(by) = ReviewerId::parse(&name) else { continue };
        let kept = journal.take(&*world.files, &name).map_err(|error| failure(&error))?;
        let (lines, rest) = facts_of(&kept.bytes, &by);
        if !lines.is_empty() {
            append(
                world,
                &by,
                &source::review_file_head(&by),
                |text| {
                    // A run that was stopped before it could empty the journal has moved them already.
                    let there: HashSet<&str> = text.lines().collect();
                    lines.iter().filter(|line| !there.contains(line.trim_end())).cloned().collect()
                },
                &|| (),
            )
            .map_err(|error| failure(&error))?;
        }
        moved += lines.len();
        kept.clear(&*world.files, &rest).map_err(|error| failure(&error))?;
    }
    Ok(moved)
}

/// Separates the lines of a journal that are facts, exactly as they are, from what cannot be understood.
fn facts_of(journal: &[u8], by: &ReviewerId) -> (Vec<String>, Vec<u8>) {
    let head = source::review_file_head(by);
    let (mut lines, mut rest) = (Vec::new(), Vec::new());
    for line in journal.split_inclusive(|&byte| byte == b'\n') {
        let text = str::from_utf8(line).map(str::to_owned).unwrap_or_default();
        let source = SourceText::new(Foreign::default(), text);
        if !source::review_file(&source, by).facts.is_empty() {
            lines.push(source.text);
        } else if !head.split_inclusive('\n').any(|known| known == source.text) {
            rest.extend_from_slice(line);
        }
    }
    (lines, rest)
}

pub(super) fn append(
    world: &World,
    by: &ReviewerId,
    head: &str,
    compose: impl Fn(&str) -> Vec<String>,
    waits: &dyn Fn(),
) -> Result<Appended, RecordError> {
    let directory = world.plans.reviews();
    refuse_link(&*world.files, world.plans.path(), &directory).map_err(|source| RecordError {
        operation: "reach",
        path: directory.clone(),
        source,
    })?;
    let records = Records {
        files: &*world.files,
        memory: &world.memory,
        directory: &directory,
        reviewer: by.as_str(),
        head,
        patience: LOCK_PATIENCE,
        waits,
    };
    records.append(new_name, compose)
}

/// Returns six hexadecimal digits at random.
fn new_name() -> String {
    format!("{:06x}", Ulid::generate().random() & 0xff_ffff)
}

pub(super) fn failure(error: &RecordError) -> RecordFailure {
    RecordFailure { path: error.path.clone(), reason: reason(&error.source) }
}

pub(super) fn reason(error: &io::Error) -> Reason {
    match error.get_ref().and_then(|fault| fault.downcast_ref::<LinkFault>()) {
        Some(LinkFault { to, .. }) => Reason::Link { to: to.clone() },
        None => SystemFault::from(error).into(),
    }
}

/// Makes a line of each deed. `text` is what the file holds already: its wordings need not be repeated.
fn lines(world: &World, by: &ReviewerId, deeds: &[Deed], now: &ZonedDateTime, text: &str) -> Vec<String> {
    let before = source::review_file(&SourceText::new(Foreign::default(), text), by).facts;
    let carried = |fact: &Fact| {
        let (seen, read) = fact.deed.reading();
        read.and(seen).map(|seen| (fact.deed.item().cloned(), seen.as_str().to_owned()))
    };
    let mut known: BTreeSet<_> = before.iter().filter_map(carried).collect();
    world.note_names(&before);
    let at = Moment::parse(&now.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string());
    let mut lines = Vec::new();
    for deed in deeds {
        let id = next_id(world, by, now);
        let mut fact =
            Fact { id, by: by.clone(), deed: deed.clone(), at: at.clone(), place: Place::default() };
        if let Some(reading) = carried(&fact)
            && !known.insert(reading)
        {
            fact.deed = fact.deed.without_wording();
        }
        lines.push(source::fact_line(&fact));
    }
    lines
}

impl World {
    /// Takes note of the names that the next ones have to sort after.
    pub(super) fn note_names(&self, facts: &[Fact]) {
        let mut last = self.run.last_names.lock().expect("nothing panics while holding it");
        for fact in facts {
            // Other names than ours are a hand's, and have no next one.
            if let Ok(name) = Ulid::from_string(fact.id.as_str()) {
                let known = last.entry(fact.by.clone()).or_default();
                *known = name.max(*known);
            }
        }
    }
}

/// Returns a name that sorts after all of `by`, also where the clock ran backwards.
fn next_id(world: &World, by: &ReviewerId, now: &ZonedDateTime) -> FactId {
    let millis = u64::try_from(now.timestamp().as_millisecond()).unwrap_or_default();
    let fresh = Ulid::from_parts(millis, Ulid::generate().random());
    let mut last = world.run.last_names.lock().expect("nothing panics while holding it");
    let previous = last.entry(by.clone()).or_default();
    if fresh > *previous {
        *previous = fresh;
    } else {
        // Not merely the next name: another clone that has seen the same facts would take that too. After the very
        // last moment there is none; a hand must have written that.
        let later = Ulid::from_parts(previous.timestamp_ms().wrapping_add(1), Ulid::generate().random());
        *previous = if later > *previous { later } else { fresh };
    }
    FactId::parse(&previous.to_string()).expect("a ULID is letters and digits")
}
