//! What is said in a meeting: the lines in which it is typed, and the facts it becomes.

use jiff::civil::Date;

use crate::app::model::{Effect, Model};
use crate::app::overlay::{Doubted, Overlay, Page, PageKind, Picker, Question};
use crate::app::recording::Intent;
use crate::app::{Notice, Reason};
use crate::plan::{CommitWhen, ItemId, PublishWhen, Status, StatusId, calendar};
use crate::review::drafting::{self, Decided, Doubt, Reading};
use crate::review::{Begin, Deed, FactId, Meeting, Outcome, Step, Votes};
use crate::session::{ActionDraft, ActionField, Draft, Purpose, Saying};
use crate::text::Foreign;

/// Something to be recorded of a meeting, as it was said.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::app) enum Said {
    Begin(Begin),
    Table(ItemId),
    /// The item comes one place earlier or later on the agenda.
    Move {
        item: ItemId,
        later: bool,
    },
    /// The item comes on the agenda, after what is on the table.
    Add(ItemId),
    Present(Vec<Foreign>),
    Outcome {
        item: ItemId,
        reading: Reading,
        status: StatusId,
    },
    Votes {
        item: ItemId,
        votes: Option<Votes>,
    },
    Decision {
        item: ItemId,
        text: String,
    },
    Action {
        item: ItemId,
        text: String,
        owner: Vec<Foreign>,
        due: Option<Date>,
    },
    Park {
        item: ItemId,
        text: String,
    },
    Pause,
    Resume,
    End,
    /// The meeting as a whole is taken back.
    TakeBack,
}

impl Model {
    /// Asks for `said` to be recorded after everything said before.
    pub(in crate::app) fn say(&mut self, said: Said) -> Vec<Effect> {
        self.record(Intent::InMeeting(said))
    }

    /// Asks for `said`, which was typed in a line, to be recorded after everything said before.
    pub(in crate::app) fn say_typed(&mut self, said: Said, typed: Draft) -> Vec<Effect> {
        self.record_typed(Intent::InMeeting(said), typed)
    }

    /// Records what was decided on item `index`, and asks for the decision in words where the status wants a reason.
    pub(super) fn say_outcome(&mut self, index: usize, status: &Status) -> Vec<Effect> {
        let (id, reading) = (self.plan.items[index].id.clone(), Reading::of(&self.plan, index));
        if self.represented().is_some() {
            let status = status.id.clone();
            return self.record(Intent::Mark { item: id, status, reading, count: 1, unseen: false });
        }
        let said = Said::Outcome { item: id.clone(), reading, status: status.id.clone() };
        let effects = self.say(said);
        if status.reason && self.overlay.is_none() {
            self.open_saying(Saying::Decision(id));
        }
        effects
    }

    /// Opens the line for something to be said, with what it offers.
    fn open_saying(&mut self, saying: Saying) {
        let Some(meeting) = self.meeting() else { return };
        let outcome = saying.item().and_then(|id| self.outcome_of(&meeting, id));
        let offered = match (&saying, outcome) {
            (Saying::Votes(_), Some((_, outcome))) => {
                self.votes_said(outcome).map(|votes| votes.to_string()).unwrap_or_default()
            }
            (Saying::Decision(_), Some((_, Outcome { text: Some(text), .. }))) => text.raw().to_owned(),
            (Saying::Present, _) => join(meeting.present.iter().map(|name| name.raw())),
            _ => String::new(),
        };
        let meeting = meeting.id().clone();
        self.open_line(Purpose::Say { meeting, saying }, &offered);
    }

    /// Returns the votes of an outcome, else those of the one that it corrected.
    fn votes_said(&self, outcome: &Outcome) -> Option<Votes> {
        let mut at = outcome;
        // What replaces each other in a ring, which only a hand can write, has no votes to offer.
        for _ in 0..=self.review.facts().len() {
            if at.votes.is_some() {
                return at.votes;
            }
            let before = at.after.iter().rev().filter_map(|id| self.review.outcome(id));
            at = before.into_iter().find(|before| before.meeting == outcome.meeting)?;
        }
        None
    }

    /// Tells whether `said` is what holds already, so that Enter on what was offered records nothing.
    fn is_said_already(&self, said: &Said) -> bool {
        let Some(meeting) = self.meeting() else { return false };
        let outcome = |item| self.outcome_of(&meeting, item).map(|(_, outcome)| outcome);
        match said {
            Said::Votes { item, votes } => outcome(item).is_some_and(|outcome| outcome.votes == *votes),
            Said::Decision { item, text } => outcome(item).is_some_and(|outcome| {
                outcome.text.as_ref().map(Foreign::raw).unwrap_or_default() == text.as_str()
            }),
            Said::Present(present) => meeting.present.iter().copied().eq(present),
            _ => false,
        }
    }

    /// Opens the line for something to be said of the chosen item.
    pub(in crate::app) fn ask_of_item(&mut self, saying: impl FnOnce(ItemId) -> Saying) {
        let Some(index) = self.agenda_item() else { return };
        self.open_saying(saying(self.plan.items[index].id.clone()));
    }

    /// Opens the line with those who are present.
    pub(in crate::app) fn ask_who_is_present(&mut self) {
        self.open_saying(Saying::Present);
    }

    /// Returns the outcome of `meeting` on an item, with the name of its fact: of contradicting ones the last.
    pub fn outcome_of<'a>(&self, meeting: &Meeting<'a>, id: &ItemId) -> Option<(&'a FactId, &'a Outcome)> {
        let of_it = meeting.outcomes.iter().rev().find(|(_, outcome)| self.is_same(&outcome.item, id));
        of_it.map(|(fact, outcome)| (&fact.id, *outcome))
    }

    /// Takes in that something said is durable. At the end of a meeting its outcomes are published, where the strategy wants
    /// that: after the commit of its records, if there is one.
    pub(in crate::app) fn after_saying(&mut self, said: &Said) -> Vec<Effect> {
        match said {
            Said::Begin(_) => {
                self.room.meeting = self.review.meeting_under_way().map(|meeting| meeting.id().clone());
                self.follow_the_table();
            }
            // What has been asked for meanwhile decides where one looks.
            Said::Table(_) if !self.recording.is_waiting() => self.follow_the_table(),
            Said::Table(_) | Said::Move { .. } | Said::Add(_) => self.meeting_again(),
            Said::End | Said::TakeBack => {
                if *said == Said::TakeBack {
                    self.notice = Some(Notice::MeetingTakenBack);
                }
                self.room.picker = Picker::default();
                self.ask_source();
                if *said == Said::End && self.overlay.is_none() {
                    // What the meeting came to is what everybody wants to see now.
                    self.overlay = Some(Overlay::Page(Page { kind: PageKind::Minutes, scroll: 0 }));
                }
                let strategy = &self.plan.strategy;
                let publishes = *said == Said::End && strategy.publish == PublishWhen::Meeting;
                self.room.publishes = publishes && strategy.commit != CommitWhen::Never;
                if publishes && !self.room.publishes {
                    return self.publish();
                }
            }
            _ => {}
        }
        Vec::new()
    }

    /// Takes in what was typed to be said in `meeting`. What is doubtful is asked about, unless somebody is `sure`.
    pub(in crate::app) fn finish_saying(
        &mut self,
        meeting: &FactId,
        saying: Saying,
        draft: Draft,
        sure: bool,
    ) -> Vec<Effect> {
        if self.meeting().is_none_or(|current| current.id() != meeting) {
            // What was meant for one meeting is not said in another.
            self.notice = Some(Notice::Cannot(Reason::NoMeeting));
            self.keep_draft(draft);
            return Vec::new();
        }
        let text = draft.text.trim().to_owned();
        let said = match saying {
            Saying::Votes(item) => match (text.is_empty(), Votes::parse(&text)) {
                (false, None) => {
                    self.correct(draft, Notice::NotVotes(text));
                    return Vec::new();
                }
                (_, votes) => Said::Votes { item, votes },
            },
            Saying::Decision(item) => Said::Decision { item, text },
            Saying::Action(action) => return self.finish_action(meeting, action, draft, sure),
            Saying::Park(item) => Said::Park { item, text },
            Saying::Present => Said::Present(drafting::names(&text)),
        };
        if self.is_said_already(&said) {
            return Vec::new();
        }
        self.say_or_ask(said, draft, sure)
    }

    /// Goes on from what was answered of an action to the next thing asked, or records it.
    fn finish_action(
        &mut self,
        meeting: &FactId,
        action: ActionDraft,
        draft: Draft,
        sure: bool,
    ) -> Vec<Effect> {
        let text = draft.text.trim().to_owned();
        let next = |action| {
            let saying = Saying::Action(action);
            Draft { purpose: Purpose::Say { meeting: meeting.clone(), saying }, ..draft.clone() }
        };
        match action.field {
            ActionField::Text if text.is_empty() => {}
            ActionField::Text => {
                let index = self.plan.position(&action.item);
                let owners = index.map_or(&[][..], |index| &self.plan.items[index].owner);
                let owners = join(owners.iter().map(Foreign::raw));
                let (field, owner) = (ActionField::Owner, action.owner.clone());
                self.ask_next(next(ActionDraft { field, text, ..action }), owner, &owners);
            }
            ActionField::Owner => {
                let (field, due) = (ActionField::Due, action.due.clone());
                self.ask_next(next(ActionDraft { field, owner: Some(text), ..action }), due, "");
            }
            ActionField::Due => match (text.is_empty(), calendar::coming_day(&text, self.today)) {
                (false, None) => self.correct(draft, Notice::NotADay(text)),
                (_, due) => {
                    let ActionDraft { item, text, owner, .. } = action;
                    let owner = drafting::names(&owner.unwrap_or_default());
                    return self.say_or_ask(Said::Action { item, text, owner, due }, draft, sure);
                }
            },
        }
        Vec::new()
    }

    /// Records what was typed, or asks about it and keeps the line until there is an answer.
    fn say_or_ask(&mut self, said: Said, draft: Draft, sure: bool) -> Vec<Effect> {
        let doubts = self.doubts(&said);
        if sure || doubts.is_empty() {
            return self.say_typed(said, draft);
        }
        self.keep_draft(draft.clone());
        let doubted = Doubted::Line(draft);
        self.overlay = Some(Overlay::Question(Question::Doubtful { doubts, doubted }));
        Vec::new()
    }

    /// Returns what is rarely meant in `said`.
    fn doubts(&self, said: &Said) -> Vec<Doubt> {
        let Some(meeting) = self.meeting() else { return Vec::new() };
        let of_amendment = |item, votes| match self.outcome_of(&meeting, item) {
            Some((outcome, _)) => drafting::doubts_of_amendment(&meeting, outcome, votes),
            None => Vec::new(),
        };
        match said {
            Said::Votes { item, votes } => of_amendment(item, *votes),
            Said::Decision { item, .. } => of_amendment(item, None),
            Said::Action { due, .. } => drafting::doubt_of_due(*due, self.today).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    /// Acts on the answer to a doubt: records, or opens the line again for it to be corrected.
    pub(in crate::app) fn settle_doubt(&mut self, doubted: Doubted, sure: bool) -> Vec<Effect> {
        match doubted {
            Doubted::Outcome { item, status } if sure => {
                let index = self.plan.position(&item);
                let status = self.plan.strategy.status(&status).cloned();
                index
                    .zip(status)
                    .map_or_else(Vec::new, |(index, status)| self.record_outcome(index, &status, true))
            }
            Doubted::Outcome { .. } => Vec::new(),
            Doubted::Line(draft) if sure => {
                drop(self.take_draft(&draft.purpose));
                match draft.purpose.clone() {
                    Purpose::Say { meeting, saying } => self.finish_saying(&meeting, saying, draft, true),
                    _ => Vec::new(),
                }
            }
            Doubted::Line(draft) => {
                self.reopen(draft);
                Vec::new()
            }
        }
    }

    /// Makes the facts of what was said, from what is known now.
    pub(in crate::app) fn said(&self, said: &Said) -> Result<Deed, Reason> {
        if let Said::Begin(begin) = said {
            let free = self.meeting().is_none();
            return if free {
                Ok(Deed::Meeting(Step::Begin(begin.clone())))
            } else {
                Err(Reason::InAMeeting)
            };
        }
        let meeting = self.meeting().ok_or(Reason::NoMeeting)?;
        let id = meeting.id().clone();
        let position = |item: &ItemId| self.plan.position(item).ok_or(Reason::ItemGone);
        let on_agenda = || meeting.agenda.iter().map(|&item| item.clone()).collect::<Vec<ItemId>>();
        let minutes = || meeting.minutes.iter().map(|(&item, &planned)| (item.clone(), planned)).collect();
        let decided = |item: &ItemId| self.outcome_of(&meeting, item).ok_or(Reason::NoOutcome);
        match said {
            Said::Begin(_) => Err(Reason::InAMeeting),
            Said::Table(item) => Ok(drafting::put_on_the_table(&self.plan, &id, position(item)?)),
            Said::Move { item, later } => {
                let mut items = on_agenda();
                let from =
                    items.iter().position(|other| self.is_same(other, item)).ok_or(Reason::ItemGone)?;
                let to = if *later { Some(from + 1) } else { from.checked_sub(1) };
                let to = to.filter(|to| *to < items.len()).ok_or(Reason::EndOfAgenda)?;
                items.swap(from, to);
                Ok(drafting::agenda(&meeting, items, minutes()))
            }
            Said::Add(item) => {
                let mut items = on_agenda();
                let is_there = |table| items.iter().position(|other| self.is_same(other, table));
                let table = meeting.on_the_table().and_then(is_there);
                items.insert(table.map_or(items.len(), |at| at + 1), item.clone());
                Ok(drafting::agenda(&meeting, items, minutes()))
            }
            Said::Present(present) => Ok(drafting::present(&meeting, present.clone())),
            Said::Outcome { item, reading, status } => {
                let (index, head) = (position(item)?, self.head());
                let decided = Decided { status: status.clone(), votes: None, text: None };
                let deed = drafting::outcome(&self.plan, &self.review, &id, index, decided, head.as_deref());
                Ok(reading.clone().pin(deed))
            }
            Said::Votes { item, votes } => {
                let (outcome, before) = decided(item)?;
                Ok(drafting::amended(outcome, before, *votes, before.text.clone()))
            }
            Said::Decision { item, text } => {
                let (outcome, before) = decided(item)?;
                let text = (!text.is_empty()).then(|| text.as_str().into());
                Ok(drafting::amended(outcome, before, before.votes, text))
            }
            Said::Action { item, text, owner, due } => {
                let index = self.plan.position(item);
                Ok(drafting::action(&self.plan, Some(&id), index, text, owner.clone(), *due))
            }
            Said::Park { item, text } => {
                let text = Some(text.as_str()).filter(|text| !text.is_empty());
                Ok(drafting::park(&self.plan, &meeting, position(item)?, text))
            }
            Said::Pause => Ok(Deed::Meeting(Step::Pause { meeting: id, text: None })),
            Said::Resume => Ok(Deed::Meeting(Step::Resume { meeting: id, text: None })),
            Said::End => Ok(Deed::Meeting(Step::End { meeting: id, text: None })),
            Said::TakeBack => Ok(Deed::Undo { of: id }),
        }
    }
}

/// Lists names as one types them.
fn join<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join("、")
}
