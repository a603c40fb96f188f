//! Names of reviewers that were typed or given, and what is wrong with them.

use super::Words;
use crate::plan::{Refusal, ReviewerId};
use crate::text::{Foreign, Shown};

impl Words {
    /// Says why nobody can review under `name`.
    pub fn refused_reviewer(&self, name: &Foreign, refusal: &Refusal) -> Shown {
        let id = match refusal {
            Refusal::Malformed => "reviewer-malformed",
            Refusal::NotListed => "reviewer-not-listed",
            Refusal::Unportable => "reviewer-unportable",
            Refusal::Twin(known) => {
                let args = [("name", name.into()), ("known", Shown::of(known.as_str()).into())];
                return self.say_with("reviewer-twin", &args);
            }
        };
        self.say_with(id, &[("name", name.into())])
    }

    /// Asks whether `known` was meant.
    pub fn meant_reviewer(&self, typed: &Foreign, known: &ReviewerId) -> Shown {
        let args = [("typed", typed.into()), ("known", Shown::of(known.as_str()).into())];
        self.say_with("reviewer-meant", &args)
    }
}
