//! What somebody recorded, in a few words.

use super::Words;
use crate::plan::Strategy;
use crate::review::{Deed, Step};
use crate::text::{Foreign, Shown};

impl Words {
    /// Says what `deed` is, in the words of `strategy`, without the item it is about.
    pub fn deed(&self, strategy: &Strategy, deed: &Deed) -> Shown {
        let status = |id, status| self.say_with(id, &[("status", self.status(strategy, status).into())]);
        let with_text = |id, text: &Option<Foreign>| {
            let said = self.say(id);
            match text {
                Some(text) => {
                    let args = [("deed", said.into()), ("text", text.show().one_line().into())];
                    self.say_with("deed-with-text", &args)
                }
                None => said,
            }
        };
        match deed {
            Deed::Mark(mark) => self.status(strategy, &mark.status),
            Deed::Note(note) => self.say_with("deed-note", &[("text", note.text.show().one_line().into())]),
            Deed::Resolve(resolve) if resolve.open => self.say("deed-reopen"),
            Deed::Resolve(_) => self.say("deed-resolve"),
            Deed::Confirm(reply) => with_text("deed-confirm", &reply.text),
            Deed::Refuse(reply) => with_text("deed-refuse", &reply.text),
            Deed::Carry(carry) => with_text("deed-carry", &carry.text),
            Deed::Adopt(_) => self.say("deed-adopt"),
            Deed::Meeting(step) => self.step(step),
            Deed::Outcome(outcome) => status("deed-outcome", &outcome.status),
            Deed::Action(action) => {
                self.say_with("deed-action", &[("text", action.text.show().one_line().into())])
            }
            Deed::Park(_) => self.say("deed-park"),
            Deed::Undo { .. } => self.say("deed-undo"),
            Deed::Newer { kind, .. } => self.say_with("deed-newer", &[("kind", kind.into())]),
        }
    }

    fn step(&self, step: &Step) -> Shown {
        match step {
            Step::Begin(begin) => match &begin.title {
                Some(title) => {
                    let title = ("title", title.show().one_line().into());
                    self.say_with("deed-meeting-begin-titled", &[title])
                }
                None => self.say("deed-meeting-begin"),
            },
            Step::Agenda { .. } => self.say("deed-meeting-agenda"),
            Step::Present { .. } => self.say("deed-meeting-present"),
            Step::Item { .. } => self.say("deed-meeting-item"),
            Step::Pause { .. } => self.say("deed-meeting-pause"),
            Step::Resume { .. } => self.say("deed-meeting-resume"),
            Step::End { .. } => self.say("deed-meeting-end"),
        }
    }
}
