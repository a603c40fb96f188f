//! Whether what a repository brings may run: what that is, and what the user has decided. Inert data; knows no git.

use crate::plan::{Fault, Place, Problem};
use crate::text::Foreign;

/// What a repository brings that would run, or lead elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Would {
    /// The names of hooks.
    pub hooks: Vec<Foreign>,
    /// Settings that name a program, or may: key and value.
    pub settings: Vec<(Foreign, Foreign)>,
    /// What makes git read or write elsewhere than in this repository, and where that is.
    pub redirects: Vec<(Foreign, Foreign)>,
    /// Another one as soon as any of this is different.
    pub fingerprint: String,
}

impl Would {
    pub fn is_empty(&self) -> bool {
        self.count() == 0
    }

    /// Returns how many there are of all kinds.
    pub fn count(&self) -> usize {
        self.hooks.len() + self.settings.len() + self.redirects.len()
    }
}

/// What was decided about all that a repository brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It may run.
    Trusted,
    /// It never runs; commits and transfers go on without.
    Restricted,
}

impl Decision {
    /// Returns the word it is kept and told to scripts under.
    pub fn name(self) -> &'static str {
        match self {
            Self::Trusted => "trusted",
            Self::Restricted => "restricted",
        }
    }

    /// Finds a decision by its word.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Trusted, Self::Restricted].into_iter().find(|decision| decision.name() == name)
    }
}

/// What is wished about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TrustWish {
    /// Only say what there is.
    Look,
    /// Decide about what has this fingerprint; where it is different by now, nothing is decided.
    Decide { decision: Decision, fingerprint: String },
    /// Ask again next time.
    Forget,
}

/// How things stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trust {
    pub would: Would,
    /// `None` where nobody has decided, or about something else.
    pub decision: Option<Decision>,
    /// What was decided could not be written down, and is forgotten when the program ends.
    pub passing: bool,
}

impl Trust {
    /// Returns what leads elsewhere, and nobody has agreed to, as problems of the plan.
    pub fn problems(&self) -> impl Iterator<Item = Problem> {
        let open = self.would.redirects.iter().filter(|_| self.decision != Some(Decision::Trusted));
        open.map(|(from, to)| Problem {
            fault: Fault::LeadsElsewhere { to: to.clone() },
            place: Place::file(from),
        })
    }
}
