//! What is said in a meeting: the lines in which it is typed, and the facts it becomes.

use jiff::civil::Date;
use tui_input::Input;

use super::Room;
use super::beginning::{AgendaSource, Beginning};
use crate::app::model::{Effect, Model};
use crate::app::overlay::{Overlay, Page, PageKind, Picker};
use crate::app::recording::Intent;
use crate::app::{Notice, Reason};
use crate::plan::{CommitWhen, ItemId, PublishWhen, Status, StatusId};
use crate::review::drafting::{self, Decided, Reading};
use crate::review::{Begin, Deed, FactId, Meeting, Outcome, Step, Votes};
use crate::text::Foreign;

/// Something to be typed in one line.
#[derive(Clone, Debug, PartialEq)]
pub enum Saying {
    /// What the agenda is made of.
    Query,
    Title(Beginning),
    WhoIsThere(Beginning),
    /// Planned minutes for each item.
    Minutes(Beginning),
    Votes(ItemId),
    /// The decision in words.
    Decision(ItemId),
    Action(ItemId),
    /// Who is to do it.
    Owner {
        item: ItemId,
        text: String,
    },
    /// By when.
    Due {
        item: ItemId,
        text: String,
        owner: String,
    },
    /// Why the item is put off.
    Park(ItemId),
    Present,
}

/// A line being typed.
#[derive(Clone, Debug)]
pub struct SayingLine {
    pub saying: Saying,
    pub input: Input,
}

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

    /// Records what was decided on item `index`, and asks for the decision in words where the status wants a reason.
    pub(super) fn say_outcome(&mut self, index: usize, status: &Status) -> Vec<Effect> {
        let (id, reading) = (self.plan.items[index].id.clone(), Reading::of(&self.plan, index));
        if self.represented().is_some() {
            return self.record(Intent::Mark { item: id, status: status.id.clone(), reading, count: 1 });
        }
        let said = Said::Outcome { item: id.clone(), reading, status: status.id.clone() };
        let effects = self.say(said);
        if status.reason && self.overlay.is_none() {
            self.open_saying(Saying::Decision(id), "");
        }
        effects
    }

    /// Opens a line with `text` in it, or with what was typed when the same line was left.
    pub(in crate::app) fn open_saying(&mut self, saying: Saying, text: &str) {
        let kept = self.room.kept.iter().position(|(left, _)| *left == saying);
        let text = kept.map_or_else(|| text.to_owned(), |at| self.room.kept.swap_remove(at).1);
        self.overlay = Some(Overlay::Saying(SayingLine { saying, input: text.into() }));
    }

    /// Opens the line for something to be said of the chosen item.
    pub(in crate::app) fn ask_of_item(&mut self, saying: impl FnOnce(ItemId) -> Saying) {
        let Some(index) = self.agenda_item() else { return };
        let id = self.plan.items[index].id.clone();
        let saying = saying(id.clone());
        let outcome = self.meeting().and_then(|meeting| self.outcome_of(&meeting, &id));
        let text = match (&saying, outcome) {
            (Saying::Votes(_), Some((_, Outcome { votes: Some(votes), .. }))) => votes.to_string(),
            (Saying::Decision(_), Some((_, Outcome { text: Some(text), .. }))) => text.raw().to_owned(),
            _ => String::new(),
        };
        self.open_saying(saying, &text);
    }

    /// Opens the line with those who are present.
    pub(in crate::app) fn ask_who_is_present(&mut self) {
        let Some(meeting) = self.meeting() else { return };
        let names: Vec<&str> = meeting.present.iter().map(|name| name.raw()).collect();
        let names = names.join("、");
        self.open_saying(Saying::Present, &names);
    }

    /// Returns the outcome of `meeting` on an item, with the name of its fact: of contradicting ones the last.
    pub fn outcome_of<'a>(&self, meeting: &Meeting<'a>, id: &ItemId) -> Option<(&'a FactId, &'a Outcome)> {
        let of_it = meeting.outcomes.iter().rev().find(|(_, outcome)| self.is_same(&outcome.item, id));
        of_it.map(|(fact, outcome)| (&fact.id, *outcome))
    }

    /// Leaves a line. What was typed comes back when it is opened again.
    pub(in crate::app) fn leave_saying(&mut self, line: SayingLine) {
        let text = line.input.value().to_owned();
        // What was answered before is asked again from the first question on.
        let first = match &line.saying {
            Saying::Owner { item, text } | Saying::Due { item, text, .. } => {
                Some((Saying::Action(item.clone()), text.clone()))
            }
            Saying::Title(beginning) | Saying::WhoIsThere(beginning) | Saying::Minutes(beginning) => {
                let typed = self.agenda_source() == Some(AgendaSource::Typed);
                let query = (Saying::Query, beginning.query.clone());
                self.room.kept.extend(typed.then_some(query));
                let before = Beginning {
                    query: beginning.query.clone(),
                    items: beginning.items.clone(),
                    ..Beginning::default()
                };
                Some((Saying::Title(before), beginning.title.clone()))
            }
            _ => None,
        };
        let kept = first.into_iter().chain([(line.saying, text)]);
        self.room.kept.extend(kept.filter(|(_, text)| !text.trim().is_empty()));
        self.ask_source();
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

    /// Takes in what was typed.
    pub(in crate::app) fn finish_saying(&mut self, line: SayingLine) -> Vec<Effect> {
        let text = line.input.value().trim().to_owned();
        match line.saying {
            saying @ (Saying::Query | Saying::Title(_) | Saying::WhoIsThere(_) | Saying::Minutes(_)) => {
                self.beginning(saying, &text)
            }
            Saying::Votes(item) => match (text.is_empty(), Votes::parse(&text)) {
                (false, None) => {
                    self.notice = Some(Notice::NotVotes(text.clone()));
                    self.open_saying(Saying::Votes(item), &text);
                    Vec::new()
                }
                (_, votes) => self.say(Said::Votes { item, votes }),
            },
            Saying::Decision(item) => self.say(Said::Decision { item, text }),
            Saying::Action(_) if text.is_empty() => Vec::new(),
            Saying::Action(item) => {
                let index = self.plan.position(&item);
                let owners = index.map_or(&[][..], |index| &self.plan.items[index].owner);
                let owners = owners.iter().map(Foreign::raw).collect::<Vec<_>>().join("、");
                self.open_saying(Saying::Owner { item, text }, &owners);
                Vec::new()
            }
            Saying::Owner { item, text: action } => {
                self.open_saying(Saying::Due { item, text: action, owner: text }, "");
                Vec::new()
            }
            Saying::Due { item, text: action, owner } => {
                match (text.is_empty(), drafting::day(&text, self.today)) {
                    (false, None) => {
                        self.notice = Some(Notice::NotADay(text.clone()));
                        self.open_saying(Saying::Due { item, text: action, owner }, &text);
                        Vec::new()
                    }
                    (_, due) => {
                        self.say(Said::Action { item, text: action, owner: drafting::names(&owner), due })
                    }
                }
            }
            Saying::Park(item) => self.say(Said::Park { item, text }),
            Saying::Present => self.say(Said::Present(drafting::names(&text))),
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

impl Room {
    /// Keeps the words of something that could not be recorded.
    pub(in crate::app) fn keep(&mut self, said: Said) {
        let kept = match said {
            Said::Decision { item, text } => (Saying::Decision(item), text),
            Said::Action { item, text, .. } => (Saying::Action(item), text),
            Said::Park { item, text } if !text.is_empty() => (Saying::Park(item), text),
            _ => return,
        };
        self.kept.push(kept);
    }
}
