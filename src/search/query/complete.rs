//! What the word at the caret may become: fields, and the values a field can have.

use std::ops::Range;

use super::Subject;
use super::condition::AskedStale;
use super::field::{
    ADOPTED, DAMAGED, ME, NONE, OPEN, Part, QueryField, REASON, RECORDS_MISSING, SPLIT, STALE, kind_names,
    progress_names,
};
use super::lexer::{Lexeme, Said, Term, lex, sign};
use crate::plan::{Kind, Progress, ReviewerId, StatusId};
use crate::review::Verdict;
use crate::text::{Foreign, search_key};

/// One way to go on.
#[derive(Clone, Debug, PartialEq)]
pub struct Completion {
    /// The bytes of the query that it takes the place of.
    pub span: Range<usize>,
    /// What then stands there.
    pub text: String,
    /// What it means, for showing.
    pub what: Suggestion,
}

/// What a completion stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum Suggestion {
    Field(QueryField),
    Status(StatusId),
    /// A baseline, and nobody's word.
    Adopted,
    Verdict(Verdict),
    /// By index among the areas.
    Area(usize),
    Reviewer(ReviewerId),
    Me,
    /// A reason that is owed.
    Reason,
    None,
    Stale(AskedStale),
    Kind(Kind),
    Progress(Progress),
    Part(Part),
    /// A query the strategy saved.
    Saved(Foreign),
}

/// Returns the ways to go on with the word that ends at byte `caret` of `query`, in the order of the tables.
///
/// A word that is a field without a value is offered all its values; an empty query nothing, and neither is a caret
/// inside a word or a quotation.
pub fn complete(query: &str, caret: usize, subject: &Subject<'_>) -> Vec<Completion> {
    let before = query.get(..caret).filter(|before| before.len() <= super::LONGEST).unwrap_or_default();
    let Some(Lexeme::Term(term)) = lex(before).pop().filter(|_| !before.ends_with(char::is_whitespace))
    else {
        return Vec::new();
    };
    let next = query.get(caret..).and_then(|after| after.chars().next());
    let ends = next.is_none_or(|c| c.is_whitespace() || sign(c) == '|');
    match term {
        Term { said: Said::Field { .. }, .. } if !ends && next.map(sign) != Some(',') => Vec::new(),
        Term { said: Said::Word { .. }, .. } if !ends => Vec::new(),
        Term { span, said: Said::Word { text, exact: false, start: false, end: false }, .. } => {
            fields(span.end - text.len()..span.end, &text)
        }
        Term { said: Said::Field { name, values, last, .. }, .. } => {
            let Some(field) = QueryField::named(&name) else { return Vec::new() };
            values_of(field, values.last().map_or("", String::as_str), &last, subject)
        }
        Term { .. } => Vec::new(),
    }
}

fn fields(span: Range<usize>, begun: &str) -> Vec<Completion> {
    let begun = search_key(begun);
    let fitting = QueryField::ALL.into_iter().filter_map(|field| {
        let name = field.names().into_iter().find(|name| name.starts_with(&begun))?;
        Some(Completion { span: span.clone(), text: format!("{name}:"), what: Suggestion::Field(field) })
    });
    fitting.collect()
}

fn values_of(field: QueryField, begun: &str, span: &Range<usize>, subject: &Subject<'_>) -> Vec<Completion> {
    let begun = search_key(begun);
    let plan = subject.plan;
    let mut found: Vec<Completion> = Vec::new();
    let mut typed_out = false;
    let mut offer = |names: &[&str], what: Suggestion| {
        let Some(first) = names.first() else { return };
        if names.iter().any(|name| search_key(name).starts_with(&begun))
            && let Some(text) = as_value(first)
        {
            typed_out |= search_key(first) == begun;
            found.push(Completion { span: span.clone(), text, what });
        }
    };
    if field == QueryField::Status {
        offer(&NONE, Suggestion::None);
    }
    if matches!(field, QueryField::Status | QueryField::Verdict) {
        for status in &plan.strategy.statuses {
            let names = status.name.iter().map(|(_, name)| name.raw());
            let names: Vec<&str> = std::iter::once(status.id.as_str()).chain(names).collect();
            offer(&names, Suggestion::Status(status.id.clone()));
        }
    }
    match field {
        QueryField::Status => offer(&ADOPTED, Suggestion::Adopted),
        QueryField::Verdict => {
            offer(&OPEN, Suggestion::Verdict(Verdict::Open));
            offer(&SPLIT, Suggestion::Verdict(Verdict::Split));
            offer(&DAMAGED, Suggestion::Verdict(Verdict::Damaged));
            offer(&RECORDS_MISSING, Suggestion::Verdict(Verdict::RecordsMissing));
        }
        QueryField::Stale => {
            for (asked, names) in &STALE {
                offer(names, Suggestion::Stale(*asked));
            }
        }
        QueryField::By | QueryField::Todo => {
            if subject.me.is_some() {
                offer(&ME, Suggestion::Me);
            }
            if field == QueryField::Todo {
                offer(&REASON, Suggestion::Reason);
            }
            for reviewer in &plan.strategy.reviewers {
                let name = reviewer.name.as_ref().map(Foreign::raw);
                let names: Vec<&str> = std::iter::once(reviewer.id.as_str()).chain(name).collect();
                offer(&names, Suggestion::Reviewer(reviewer.id.clone()));
            }
            for id in subject.review.reviewers() {
                if plan.strategy.reviewer(id).is_none() {
                    offer(&[id.as_str()], Suggestion::Reviewer(id.clone()));
                }
            }
        }
        QueryField::Kind => {
            for kind in [Kind::Goal, Kind::Task, Kind::Project] {
                offer(&kind_names(kind), Suggestion::Kind(kind));
            }
        }
        QueryField::Area => {
            for (at, area) in plan.areas.iter().enumerate() {
                let titles = area.title.iter().map(|(_, title)| title.raw());
                let names: Vec<&str> = std::iter::once(area.id.as_str()).chain(titles).collect();
                offer(&names, Suggestion::Area(at));
            }
        }
        QueryField::Progress => {
            for progress in Progress::ALL {
                offer(&progress_names(progress), Suggestion::Progress(progress));
            }
            offer(&NONE, Suggestion::None);
        }
        QueryField::Has => {
            for part in Part::ALL {
                offer(&part.names(), Suggestion::Part(part));
            }
        }
        QueryField::Saved => {
            for saved in &plan.strategy.queries {
                offer(&[saved.name.raw()], Suggestion::Saved(saved.text.clone()));
            }
        }
        QueryField::Changed | QueryField::Owner | QueryField::Start | QueryField::Due | QueryField::Seed => {}
    }
    // What is typed out already needs no completion.
    if typed_out && found.len() == 1 { Vec::new() } else { found }
}

/// Returns how `value` is typed, in quotes where it has to be; `None` where it cannot be typed.
fn as_value(value: &str) -> Option<String> {
    [value.to_owned(), format!("\"{value}\"")].into_iter().find(|text| {
        // Any field will do: how values are cut is the same for all.
        let lexemes = lex(&format!("{}:{text}", QueryField::Saved.names()[0]));
        matches!(&lexemes[..], [Lexeme::Term(Term { said: Said::Field { values, .. }, .. })]
            if matches!(&values[..], [only] if only == value && !only.trim().is_empty()))
    })
}
