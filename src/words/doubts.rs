//! What is asked about before it is recorded, as sentences.

use super::Words;
use crate::review::drafting::Doubt;
use crate::text::Shown;

impl Words {
    /// Says what is doubtful, a sentence each.
    pub fn doubts(&self, doubts: &[Doubt]) -> Shown {
        let said: Vec<Shown> = doubts.iter().map(|doubt| self.doubt(doubt)).collect();
        Shown::join(&said, &self.say("sentence-separator"))
    }

    fn doubt(&self, doubt: &Doubt) -> Shown {
        match doubt {
            Doubt::Paused => self.say("doubt-paused"),
            Doubt::MoreVotesThanPresent { votes, present } => {
                let votes = Shown::of(&votes.to_string());
                self.say_with("doubt-more-votes", &[("votes", votes.into()), ("present", (*present).into())])
            }
            Doubt::PastDue { due } => {
                self.say_with("doubt-past-due", &[("day", Shown::of(&due.to_string()).into())])
            }
        }
    }
}
