//! The language: what is understood, what it asks, what is wrong, and what may come next.

mod parsing;

use super::{Asked, Query, QueryProblem};
use crate::plan::Plan;
use crate::review::Review;
use crate::search::tests::samples;

/// Understands `text` over a plan that says nothing.
fn parse(text: &str) -> (Query, Vec<QueryProblem>) {
    let (plan, review) = (Plan::default(), Review::default());
    Query::parse(text, &samples::subject(&plan, &review))
}

/// Writes a query down so that its structure can be read: alternatives between bars, demands between blanks.
fn structure(query: &Query) -> String {
    let terms = |terms: &[super::Term]| {
        let each = terms.iter().map(|term| {
            let said = match &term.asked {
                Asked::Word(word) => {
                    let (start, end) = (if word.start { "^" } else { "" }, if word.end { "$" } else { "" });
                    format!("{}{start}{}{end}", if word.exact { "'" } else { "" }, word.key)
                }
                Asked::Field(condition) => format!("{condition:?}").replace(' ', ""),
                Asked::Saved(query) => format!("({})", structure(query)),
            };
            format!("{}{said}", if term.negated { "!" } else { "" })
        });
        each.collect::<Vec<_>>().join("|")
    };
    query.demands.iter().map(|demand| terms(&demand.terms)).collect::<Vec<_>>().join(" ")
}
