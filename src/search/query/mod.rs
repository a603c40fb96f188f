//! What a reviewer asks for: words and fields, combined. Knows the plan it is asked of, and no index and no screen.
//!
//! `docs/search.md` describes the language; a test runs its examples.

mod complete;
mod condition;
mod field;
mod lexer;
mod problem;
mod since;

use std::ops::Range;

pub use complete::{Completion, Suggestion, complete};
pub(super) use condition::Marked;
pub use condition::{AskedDay, AskedStale, Condition};
pub use field::{ADOPTED, ME, NONE, Part, QueryField, STALE, kind_names, progress_names};
pub use lexer::Comparison;
pub use problem::{QueryFault, QueryProblem};
pub use since::{NoVersion, Since};

use super::Word;
use crate::plan::{Plan, ReviewerId};
use crate::review::Review;
use crate::text::search_key;
use jiff::civil::Date;
use lexer::{Lexeme, Said, lex};

#[cfg(test)]
mod tests;

/// What a query is asked of, and by whom.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    pub plan: &'a Plan,
    pub review: &'a Review,
    /// Who `by:me` is; `None` while nobody has said so.
    pub me: Option<&'a ReviewerId>,
    /// What `due:past` is measured by.
    pub today: Option<Date>,
    /// What changed since the versions that were asked for.
    pub since: &'a Since,
}

/// A query, understood: all of its demands must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    pub demands: Vec<Demand>,
}

/// Terms with `|` between them, of which one must hold: usually a single one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Demand {
    pub terms: Vec<Term>,
}

/// One demand, or its contrary.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    pub negated: bool,
    pub asked: Asked,
}

/// What a term asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    Word(Word),
    Field(Condition),
    /// A saved query.
    Saved(Query),
}

/// The longest query, in bytes: a page pasted by mistake is none.
const LONGEST: usize = 2000;

/// How many saved queries one query may open, those that they name themselves among them.
const MOST_OPENED: usize = 64;

impl Query {
    /// Understands `text`. What is not understood is a problem; a query with problems finds nothing.
    pub fn parse(text: &str, subject: &Subject<'_>) -> (Self, Vec<QueryProblem>) {
        let mut problems = Vec::new();
        let query = parse(text, subject, &mut Opened::default(), &mut problems);
        (query, problems)
    }

    /// Tells whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.demands.is_empty()
    }

    /// Returns the words that what is found may contain, for showing where they stand.
    pub fn words(&self) -> Vec<Word> {
        let mut words = Vec::new();
        for term in self.demands.iter().flat_map(|demand| &demand.terms).filter(|term| !term.negated) {
            match &term.asked {
                Asked::Word(word) => words.push(word.clone()),
                Asked::Saved(query) => words.extend(query.words()),
                Asked::Field(Condition::Owner(owners)) => words.extend(owners.iter().cloned()),
                Asked::Field(_) => {}
            }
        }
        words
    }

    /// Tells whether there is a word to rank answers by.
    pub fn ranks(&self) -> bool {
        let wanted = self.demands.iter().flat_map(|demand| &demand.terms).filter(|term| !term.negated);
        wanted.into_iter().any(|term| match &term.asked {
            Asked::Word(_) => true,
            Asked::Saved(query) => query.ranks(),
            Asked::Field(_) => false,
        })
    }

    /// Tells whether only items can answer, because something is asked that areas and clauses do not have.
    pub fn only_items(&self) -> bool {
        let terms = || self.demands.iter().flat_map(|demand| &demand.terms);
        terms().any(|term| match &term.asked {
            Asked::Word(_) => false,
            Asked::Field(_) => true,
            Asked::Saved(query) => query.only_items(),
        })
    }
}

impl Demand {
    /// Returns the one term it is made of.
    pub fn single(&self) -> Option<&Term> {
        if let [only] = &self.terms[..] { Some(only) } else { None }
    }

    /// Returns the word that must be found, where it is no more than that.
    pub fn word(&self) -> Option<&Word> {
        match self.single()? {
            Term { negated: false, asked: Asked::Word(word) } => Some(word),
            _ => None,
        }
    }

    /// Returns what is asked of marks, where it is no more than that.
    pub fn of_marks(&self) -> Option<&Condition> {
        match self.single()? {
            Term { negated: false, asked: Asked::Field(condition) } => {
                Some(condition).filter(|condition| condition.is_about_marks())
            }
            _ => None,
        }
    }
}

/// The saved queries that were opened on the way to the one being read.
#[derive(Default)]
struct Opened {
    /// Those that are not read to their end yet.
    around: Vec<String>,
    /// How many there were in all.
    count: usize,
}

fn parse(text: &str, subject: &Subject<'_>, opened: &mut Opened, problems: &mut Vec<QueryProblem>) -> Query {
    let mut query = Query::default();
    if text.len() > LONGEST {
        problems.push(QueryProblem { fault: QueryFault::TooLong, span: 0..text.len() });
        return query;
    }
    // The demand that a bar would go on with. It may be empty, so that what is not understood joins no neighbours.
    let mut open = Demand::default();
    let mut joined = false;
    for lexeme in lex(text) {
        let lexer::Term { span, negated, said } = match lexeme {
            Lexeme::Or => {
                joined = true;
                continue;
            }
            Lexeme::Term(term) => term,
        };
        if !std::mem::take(&mut joined) {
            query.demands.push(std::mem::take(&mut open));
        }
        let asked = match said {
            Said::Word { text, exact, start, end } => {
                let word = Word::new(&text, exact, start, end);
                (!word.key.trim().is_empty()).then_some(Asked::Word(word))
            }
            Said::Field { name, comparison, values, .. } => {
                let said = FieldSaid { name, comparison, values, span };
                field(said, subject, opened, problems)
            }
        };
        open.terms.extend(asked.map(|asked| Term { negated, asked }));
    }
    query.demands.push(open);
    query.demands.retain(|demand| !demand.terms.is_empty());
    query
}

struct FieldSaid {
    name: String,
    comparison: Comparison,
    values: Vec<String>,
    span: Range<usize>,
}

/// Returns what a field asks; nothing where it is not finished or not understood.
fn field(
    said: FieldSaid,
    subject: &Subject<'_>,
    opened: &mut Opened,
    problems: &mut Vec<QueryProblem>,
) -> Option<Asked> {
    let FieldSaid { name, comparison, mut values, span } = said;
    let mut report = |fault| problems.push(QueryProblem { fault, span: span.clone() });
    let Some(field) = QueryField::named(&name) else {
        report(QueryFault::UnknownField { nearest: problem::nearest_field(&name), name });
        return None;
    };
    if comparison != Comparison::Is && !field.is_day() {
        report(QueryFault::NotADay { field });
        return None;
    }
    values.retain(|value| !search_key(value).trim().is_empty());
    if values.is_empty() {
        report(QueryFault::NoValue { field });
        return None;
    }
    if field != QueryField::Saved {
        return match condition::condition(field, comparison, &values, subject) {
            Ok(condition) => Some(Asked::Field(condition)),
            Err(fault) => {
                report(fault);
                None
            }
        };
    }
    let mut any = Vec::new();
    for name in values {
        match saved(&name, subject, opened) {
            Ok(query) => any.push(Term { negated: false, asked: Asked::Saved(query) }),
            Err(fault) => {
                report(fault);
                return None;
            }
        }
    }
    Some(Asked::Saved(Query { demands: vec![Demand { terms: any }] }))
}

/// Understands the saved query that is called `name`.
fn saved(name: &str, subject: &Subject<'_>, opened: &mut Opened) -> Result<Query, QueryFault> {
    let all = &subject.plan.strategy.queries;
    let Some(saved) = all.iter().find(|saved| saved.name.raw() == name) else {
        let known: Vec<Vec<String>> = all.iter().map(|saved| vec![saved.name.raw().to_owned()]).collect();
        return Err(QueryFault::unknown_value(QueryField::Saved, name.to_owned(), &known));
    };
    if opened.around.iter().any(|around| around == name) {
        return Err(QueryFault::InItself { name: name.to_owned() });
    }
    opened.count += 1;
    if opened.count > MOST_OPENED {
        return Err(QueryFault::TooLong);
    }
    let mut inside = Vec::new();
    opened.around.push(name.to_owned());
    let query = parse(saved.text.raw(), subject, opened, &mut inside);
    opened.around.pop();
    match inside.into_iter().next() {
        // Which query a ring goes through is said once.
        Some(QueryProblem { fault: fault @ QueryFault::InItself { .. }, .. }) => Err(fault),
        Some(first) => Err(QueryFault::InSaved { name: name.to_owned(), fault: Box::new(first.fault) }),
        None => Ok(query),
    }
}
