//! Finds items by what people type. Knows plans, facts and text; knows no keys and no screen.
//!
//! | module | knows |
//! | --- | --- |
//! | `query` | the language: words, fields, what may come next, what is wrong |
//! | `agenda` | the queries that a meeting can be about, and what a meeting can decide on |
//! | `word` | one word, in the forms in which it is looked for |
//! | `index` | all texts of a plan, folded, in columns; `column`: one kind of text |
//! | `matching` | how one text answers one word |
//! | `score` | which answer is better |
//! | `hits` | what answers a query, in order, a slice of the plan at a time |
//! | `explain` | which characters answered |

pub mod agenda;
mod column;
mod explain;
mod hits;
mod index;
mod matching;
pub mod query;
mod score;
mod word;

pub use explain::{Answer, Hit, explain, occurrences};
pub use hits::Hits;
pub use index::{Index, Reach, Target};
pub use score::{Score, Spot, Tier};
pub use word::Word;

#[cfg(test)]
mod tests;
