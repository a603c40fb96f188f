//! What a merge commit says: whose branch was merged, and what it brought.

use crate::job::Arrivals;
use crate::text::{Foreign, Shown};
use crate::words::Words;

/// Writes the message for a merge of `upstream`, which brings `brought`.
pub fn merge_message(words: &Words, upstream: &Foreign, brought: &Arrivals) -> String {
    let what = words.arrivals(brought);
    let what = if what.is_empty() { words.say("arrivals-nothing") } else { what };
    let subject = words.say_with("message-merge", &[("upstream", upstream.into()), ("what", what.into())]);
    format!("{}\n", Shown::one_line(&subject))
}
