//! What a field asks of an item, and whether an item meets it.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::field::{
    ADOPTED, DAMAGED, ME, NONE, OPEN, Part, QueryField, REASON, RECORDS_MISSING, SPLIT, STALE, kind_names,
    progress_names,
};
use super::since::changed;
use super::{Comparison, QueryFault, Subject};
use crate::plan::calendar::{self, Period};
use crate::plan::{Item, ItemId, Kind, Progress, ReviewerId, StatusId, Strategy};
use crate::review::{Attention, CurrentMark, Stance, Standing, Verdict};
use crate::search::Word;
use crate::text::search_key;

/// A demand on one field.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// A current mark says one of these, or there is none.
    Status(Vec<AskedStatus>),
    /// What the item stands at in the end is one of these.
    Verdict(Vec<Verdict>),
    /// It stands in one of these ways.
    Stale(Vec<AskedStale>),
    /// A current mark is by one of these.
    By(Vec<ReviewerId>),
    /// One of these is still to be done.
    Todo(Vec<AskedTodo>),
    /// One of these: they changed since a version.
    Changed(BTreeSet<ItemId>),
    Kind(Vec<Kind>),
    /// By index among the areas.
    Area(Vec<usize>),
    /// Answered by the index of owners.
    Owner(Vec<Word>),
    /// `None` is an item without one.
    Progress(Vec<Option<Progress>>),
    Day {
        field: QueryField,
        asked: AskedDay,
    },
    Has(Vec<Part>),
    /// Number of a clause, with what is below it: `5` answers for `5.2`. The name of a seed may stand before a `#`.
    Seed(Vec<String>),
}

/// What is asked of the marks on an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AskedStatus {
    /// One says this.
    Is(StatusId),
    /// There is none, and a baseline stands for them.
    Adopted,
    /// There is none, nor a baseline.
    None,
}

/// What is asked of how an item stands: through the eyes of those named with `by`, else of anybody or of the verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskedStale {
    /// It wants another look for this reason.
    Again(Attention),
    /// Its own wording did not change.
    Unchanged,
}

/// What may still be to be done about an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AskedTodo {
    /// This reviewer has yet to look at it: has no mark on it, one on another wording, or several at once.
    Look(ReviewerId),
    /// Somebody owes the reason of a mark.
    Reason,
}

/// A demand on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskedDay {
    /// No day is named.
    None,
    /// The day is before this one; never where nobody knows which day it is.
    Past(Option<Date>),
    Compared(Comparison, Period),
}

impl AskedDay {
    /// Tells whether an item that names `day` meets it.
    fn holds(self, day: Option<Date>) -> bool {
        match (day, self) {
            (None, asked) => asked == Self::None,
            (Some(_), Self::None) => false,
            (Some(day), Self::Past(today)) => today.is_some_and(|today| day < today),
            (Some(day), Self::Compared(comparison, Period { first, last })) => match comparison {
                Comparison::Is => first <= day && day <= last,
                Comparison::Before => day < first,
                Comparison::NotAfter => day <= last,
                Comparison::After => day > last,
                Comparison::NotBefore => day >= first,
            },
        }
    }
}

/// Reads the `values` of `field`.
pub(super) fn condition(
    field: QueryField,
    comparison: Comparison,
    values: &[String],
    subject: &Subject<'_>,
) -> Result<Condition, QueryFault> {
    let strategy = &subject.plan.strategy;
    Ok(match field {
        QueryField::Status => {
            let statuses = statuses(strategy).map(|(id, names)| (AskedStatus::Is(id), names));
            let mut names: Vec<(AskedStatus, Vec<String>)> = statuses.collect();
            names.push((AskedStatus::Adopted, ADOPTED.map(str::to_owned).to_vec()));
            names.push((AskedStatus::None, NONE.map(str::to_owned).to_vec()));
            Condition::Status(chosen(field, values, &names)?)
        }
        QueryField::Verdict => {
            let verdicts = statuses(strategy).map(|(id, names)| (Verdict::Status(id), names));
            let mut names: Vec<(Verdict, Vec<String>)> = verdicts.collect();
            names.push((Verdict::Open, OPEN.map(str::to_owned).to_vec()));
            names.push((Verdict::Split, SPLIT.map(str::to_owned).to_vec()));
            names.push((Verdict::Damaged, DAMAGED.map(str::to_owned).to_vec()));
            names.push((Verdict::RecordsMissing, RECORDS_MISSING.map(str::to_owned).to_vec()));
            Condition::Verdict(chosen(field, values, &names)?)
        }
        QueryField::Stale => {
            let names = STALE.map(|(asked, names)| (asked, names.map(str::to_owned).to_vec()));
            Condition::Stale(chosen(field, values, &names)?)
        }
        QueryField::By => Condition::By(reviewers(field, values, subject)?),
        QueryField::Todo => Condition::Todo(todo(field, values, subject)?),
        QueryField::Changed => changed(values, subject)?,
        QueryField::Kind => {
            let names = [Kind::Goal, Kind::Task, Kind::Project]
                .map(|kind| (kind, kind_names(kind).map(str::to_owned).to_vec()));
            Condition::Kind(chosen(field, values, &names)?)
        }
        QueryField::Area => {
            let names = subject.plan.areas.iter().enumerate().map(|(at, area)| {
                let titles = area.title.iter().map(|(_, title)| title.raw().to_owned());
                (at, std::iter::once(area.id.as_str().to_owned()).chain(titles).collect())
            });
            Condition::Area(chosen(field, values, &names.collect::<Vec<_>>())?)
        }
        QueryField::Owner => {
            Condition::Owner(values.iter().map(|value| Word::new(value, false, false, false)).collect())
        }
        QueryField::Progress => {
            let mut names: Vec<(Option<Progress>, Vec<String>)> = Progress::ALL
                .iter()
                .map(|&progress| (Some(progress), progress_names(progress).map(str::to_owned).to_vec()))
                .collect();
            names.push((None, NONE.map(str::to_owned).to_vec()));
            Condition::Progress(chosen(field, values, &names)?)
        }
        QueryField::Start | QueryField::Due => {
            let [value] = values else {
                return Err(QueryFault::BadDay { field, value: values.join(",") });
            };
            Condition::Day { field, asked: day(field, comparison, value, subject.today)? }
        }
        QueryField::Has => {
            let names = Part::ALL.map(|part| (part, part.names().map(str::to_owned).to_vec()));
            Condition::Has(chosen(field, values, &names)?)
        }
        QueryField::Seed => {
            let number = |value: &String| search_key(value).trim_start_matches('§').trim().to_owned();
            Condition::Seed(values.iter().map(number).collect())
        }
        QueryField::Saved => Condition::Seed(Vec::new()),
    })
}

/// Returns the statuses with everything each is called: its id and its names.
fn statuses(strategy: &Strategy) -> impl Iterator<Item = (StatusId, Vec<String>)> {
    strategy.statuses.iter().map(|status| {
        let names = status.name.iter().map(|(_, name)| name.raw().to_owned());
        (status.id.clone(), std::iter::once(status.id.as_str().to_owned()).chain(names).collect())
    })
}

/// Returns what `values` name: by the whole name, else by how the names begin.
fn chosen<T: Clone + PartialEq>(
    field: QueryField,
    values: &[String],
    names: &[(T, Vec<String>)],
) -> Result<Vec<T>, QueryFault> {
    let mut chosen: Vec<T> = Vec::new();
    for value in values {
        let wanted = search_key(value);
        let found = |answers: &dyn Fn(&str) -> bool| -> Vec<T> {
            let named = names.iter().filter(|(_, all)| all.iter().any(|name| answers(&search_key(name))));
            named.map(|(what, _)| what.clone()).collect()
        };
        let mut these = found(&|name| name == wanted);
        if these.is_empty() {
            these = found(&|name| name.starts_with(&wanted));
        }
        if these.is_empty() {
            let known: Vec<Vec<String>> = names.iter().map(|(_, all)| all.clone()).collect();
            return Err(QueryFault::unknown_value(field, value.clone(), &known));
        }
        chosen.extend(these);
    }
    Ok(chosen)
}

fn todo(field: QueryField, values: &[String], subject: &Subject<'_>) -> Result<Vec<AskedTodo>, QueryFault> {
    let mut all = Vec::new();
    for value in values {
        let one = std::slice::from_ref(value);
        match reviewers(field, one, subject) {
            Ok(reviewers) => all.extend(reviewers.into_iter().map(AskedTodo::Look)),
            // A reviewer may be called so.
            Err(_) if REASON.contains(&search_key(value).as_str()) => all.push(AskedTodo::Reason),
            Err(fault) => return Err(fault),
        }
    }
    Ok(all)
}

fn reviewers(
    field: QueryField,
    values: &[String],
    subject: &Subject<'_>,
) -> Result<Vec<ReviewerId>, QueryFault> {
    let strategy = &subject.plan.strategy;
    let mut known: Vec<ReviewerId> = strategy.reviewers.iter().map(|reviewer| reviewer.id.clone()).collect();
    known
        .extend(subject.review.reviewers().into_iter().filter(|id| strategy.reviewer(id).is_none()).cloned());
    let names: Vec<(ReviewerId, Vec<String>)> = known
        .into_iter()
        .map(|id| {
            let name = strategy.reviewer(&id).and_then(|reviewer| reviewer.name.as_ref());
            let name = name.map(|name| name.raw().to_owned());
            (id.clone(), std::iter::once(id.as_str().to_owned()).chain(name).collect())
        })
        .collect();
    let mut all = Vec::new();
    for value in values {
        let key = search_key(value);
        let is_known = || names.iter().flat_map(|(_, names)| names).any(|name| search_key(name) == key);
        if ME.contains(&key.as_str()) && !is_known() {
            all.push(subject.me.ok_or(QueryFault::NobodyIsMe)?.clone());
        } else {
            all.extend(chosen(field, std::slice::from_ref(value), &names)?);
        }
    }
    Ok(all)
}

/// What a query calls a day before today.
const PAST: [&str; 2] = ["past", "已过"];

fn day(
    field: QueryField,
    comparison: Comparison,
    value: &str,
    today: Option<Date>,
) -> Result<AskedDay, QueryFault> {
    let key = search_key(value);
    if comparison == Comparison::Is && NONE.contains(&key.as_str()) {
        return Ok(AskedDay::None);
    }
    if comparison == Comparison::Is && PAST.contains(&key.as_str()) {
        return Ok(AskedDay::Past(today));
    }
    let period =
        calendar::period(value).ok_or_else(|| QueryFault::BadDay { field, value: value.to_owned() })?;
    Ok(AskedDay::Compared(comparison, period))
}

impl Condition {
    /// Tells whether `item` meets it; marks and owners are asked elsewhere.
    pub(in crate::search) fn holds(&self, item: &Item, standing: &Standing) -> bool {
        match self {
            Self::Status(_) | Self::Stale(_) | Self::By(_) => Marked::of([self].into_iter()).holds(standing),
            Self::Todo(asked) => asked.iter().any(|asked| match asked {
                AskedTodo::Look(reviewer) => Stance::for_reviewer(standing, reviewer).is_open(),
                AskedTodo::Reason => standing.marks.iter().any(|mark| mark.owes_reason),
            }),
            Self::Verdict(verdicts) => verdicts.contains(&standing.verdict),
            Self::Owner(_) => false,
            Self::Changed(items) => items.contains(&item.id),
            Self::Kind(kinds) => kinds.contains(&item.kind),
            Self::Area(areas) => areas.contains(&item.area),
            Self::Progress(wanted) => wanted.contains(&item.progress),
            Self::Day { field, asked } => {
                let day = if *field == QueryField::Start { item.start } else { item.due };
                asked.holds(day)
            }
            Self::Has(parts) => parts.iter().any(|part| match part {
                Part::Note => !standing.notes.is_empty(),
                Part::Missing => standing.threads.iter().any(|thread| thread.open && thread.missing),
                Part::Text => item.text.is_some(),
                Part::Owner => !item.owner.is_empty(),
                Part::Start => item.start.is_some(),
                Part::Due => item.due.is_some(),
                Part::Metric => item.metric.is_some(),
                Part::Related => !item.related.is_empty(),
                Part::Seed => !item.seed.is_empty(),
            }),
            Self::Seed(clauses) => clauses.iter().any(|clause| {
                item.seed.iter().any(|cited| {
                    let (seed, number) = clause.rsplit_once('#').unwrap_or(("", clause));
                    let same_seed = seed.is_empty() || search_key(cited.seed.as_str()) == seed;
                    let below = cited.clause.strip_prefix(number);
                    same_seed && below.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
                })
            }),
        }
    }

    /// Tells whether it is about marks: such demands side by side are about one and the same mark.
    pub(in crate::search) fn is_about_marks(&self) -> bool {
        matches!(self, Self::Status(_) | Self::Stale(_) | Self::By(_))
    }
}

/// What is demanded of one and the same mark, or of one by each of several reviewers.
#[derive(Clone, Debug, Default)]
pub(in crate::search) struct Marked<'a> {
    statuses: Vec<&'a [AskedStatus]>,
    by: Vec<&'a [ReviewerId]>,
    stale: Vec<&'a [AskedStale]>,
}

impl<'a> Marked<'a> {
    /// Puts demands together.
    pub(in crate::search) fn of(conditions: impl Iterator<Item = &'a Condition>) -> Self {
        let mut marked = Self::default();
        for condition in conditions {
            match condition {
                Condition::Status(statuses) => marked.statuses.push(statuses),
                Condition::By(by) => marked.by.push(by),
                Condition::Stale(stale) => marked.stale.push(stale),
                _ => {}
            }
        }
        marked
    }

    /// Tells whether a current mark on an item meets all; or, where none is wanted, that there is none.
    ///
    /// A mark on another wording has its status only where it is asked for as stale. Why an item wants another look is what
    /// its sign says to the same reviewer, so that as many are found as are counted.
    pub(in crate::search) fn holds(&self, standing: &Standing) -> bool {
        if self.by.is_empty() {
            self.holds_by(standing, None)
        } else {
            self.by.iter().all(|by| self.holds_by(standing, Some(by)))
        }
    }

    fn holds_by(&self, standing: &Standing, by: Option<&[ReviewerId]>) -> bool {
        let wanted = || standing.marks.iter().filter(|mark| by.is_none_or(|by| by.contains(&mark.by)));
        if self.statuses.is_empty() {
            return if self.stale.is_empty() {
                wanted().next().is_some()
            } else {
                self.holds_through(standing, by, wanted().next().is_some())
            };
        }
        let says = |status: &AskedStatus| self.statuses.iter().all(|asked| asked.contains(status));
        if standing.adopted || wanted().next().is_none() {
            let without = if standing.adopted { AskedStatus::Adopted } else { AskedStatus::None };
            if wanted().next().is_none() || says(&without) {
                return says(&without) && self.may_be(AskedStale::Unchanged);
            }
        }
        let stands_as_asked = |mark: &CurrentMark| match Stance::for_reviewer(standing, &mark.by).attention()
        {
            _ if self.stale.is_empty() => !mark.stale,
            Some(why) if self.may_be(AskedStale::Again(why)) => true,
            _ => !mark.stale && self.may_be(AskedStale::Unchanged),
        };
        wanted().any(|mark| says(&AskedStatus::Is(mark.status.clone())) && stands_as_asked(mark))
    }

    /// Tells whether the item stands as is demanded through any of the lenses that are asked; `marked` where a mark is
    /// there that is wanted.
    fn holds_through(&self, standing: &Standing, by: Option<&[ReviewerId]>, marked: bool) -> bool {
        let for_reviewer = |reviewer| Stance::for_reviewer(standing, reviewer);
        let stances: Vec<Stance<'_>> = if let Some(by) = by {
            by.iter().map(for_reviewer).collect()
        } else {
            let by_marks = standing.marks.iter().map(|mark| for_reviewer(&mark.by));
            by_marks.chain([Stance::for_everybody(standing)]).collect()
        };
        let reasons: Vec<Attention> = stances.iter().filter_map(Stance::attention).collect();
        let unchanged = !reasons.contains(&Attention::Changed) && (by.is_none() || marked);
        (unchanged && self.may_be(AskedStale::Unchanged))
            || reasons.into_iter().any(|why| self.may_be(AskedStale::Again(why)))
    }

    fn may_be(&self, stands: AskedStale) -> bool {
        self.stale.iter().all(|asked| asked.contains(&stands))
    }
}
