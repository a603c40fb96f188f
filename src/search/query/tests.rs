//! The language: what is understood, what it asks, what is wrong, and what may come next.

mod completing;
mod faults;
mod fields;
mod parsing;
mod saved;

use super::{Asked, Query, QueryFault, QueryProblem, Subject};
use crate::plan::Plan;
use crate::review::Review;
use crate::search::tests::samples;

/// Understands `text` over a plan that says nothing.
fn parse(text: &str) -> (Query, Vec<QueryProblem>) {
    let (plan, review) = (Plan::default(), Review::default());
    Query::parse(text, &samples::subject(&plan, &review))
}

/// Returns what `text`, in which nothing may be wrong, finds in the town, asked by `me`.
fn finds(text: &str, me: Option<&str>) -> Vec<String> {
    let (plan, facts) = samples::town();
    let review = Review::of(&plan, facts);
    let me = me.map(samples::reviewer);
    let subject = Subject { me: me.as_ref(), ..samples::subject(&plan, &review) };
    let (query, problems) = Query::parse(text, &subject);
    assert_eq!(problems, [], "{text}");
    samples::found(query, &subject)
}

/// Returns what is wrong with `text`, asked of the town by nobody, with the bytes at fault.
fn faults(text: &str) -> Vec<(QueryFault, &str)> {
    let (plan, facts) = samples::town();
    let review = Review::of(&plan, facts);
    let (_, problems) = Query::parse(text, &samples::subject(&plan, &review));
    problems.into_iter().map(|problem| (problem.fault, text.get(problem.span).unwrap())).collect()
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
