//! What an agenda can be made of, and the few things asked before a meeting begins.

use crate::app::changes::Screen;
use crate::app::meeting::{Said, Saying, SayingLine};
use crate::app::model::{Effect, Model};
use crate::app::overlay::{Overlay, QueryLine};
use crate::app::{Notice, Reason};
use crate::plan::ItemId;
use crate::review::{Agenda, Begin, drafting};
use crate::search::{Score, Target, agenda};

/// Something that an agenda can be made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AgendaSource {
    /// What changed since the day of the last meeting.
    SinceLastMeeting { day: String },
    /// What changed under a mark, and what somebody objects to.
    Concerns,
    /// What nobody has marked.
    Unmarked,
    /// A focus area, by its index.
    Area(usize),
    /// A query of the strategy, by its index.
    Saved(usize),
    /// A query that is typed.
    Typed,
}

/// A meeting that is about to begin.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Beginning {
    pub query: String,
    pub items: Vec<ItemId>,
    pub title: String,
    pub present: String,
}

impl Model {
    /// Returns what an agenda can be made of, the likeliest first.
    pub fn agenda_sources(&self) -> Vec<AgendaSource> {
        let day = self.review.last_meeting_day().map(str::to_owned);
        let mut sources: Vec<AgendaSource> =
            day.map(|day| AgendaSource::SinceLastMeeting { day }).into_iter().collect();
        sources.extend([AgendaSource::Concerns, AgendaSource::Unmarked]);
        sources.extend((0..self.plan.strategy.queries.len()).map(AgendaSource::Saved));
        sources.extend((0..self.plan.areas.len()).map(AgendaSource::Area));
        sources.push(AgendaSource::Typed);
        sources
    }

    /// Returns the chosen source, while no meeting is under way.
    pub fn agenda_source(&self) -> Option<AgendaSource> {
        self.agenda_sources().get(self.room.picker.chosen).cloned()
    }

    fn query_of(&self, source: &AgendaSource) -> String {
        let strategy = &self.plan.strategy;
        match source {
            AgendaSource::SinceLastMeeting { day } => agenda::changed_since(day),
            AgendaSource::Concerns => agenda::concerns(strategy),
            AgendaSource::Unmarked => "status:none".to_owned(),
            AgendaSource::Area(index) => format!("area:{}", self.plan.areas[*index].id.as_str()),
            AgendaSource::Saved(index) => strategy.queries[*index].text.raw().to_owned(),
            AgendaSource::Typed => match &self.overlay {
                Some(Overlay::Saying(SayingLine { saying, input })) => match saying {
                    Saying::Query => input.value().to_owned(),
                    Saying::Title(asked) | Saying::WhoIsThere(asked) | Saying::Minutes(asked) => {
                        asked.query.clone()
                    }
                    _ => String::new(),
                },
                _ => String::new(),
            },
        }
    }

    /// Asks what the chosen source finds, where that can be seen.
    pub(in crate::app) fn ask_source(&mut self) {
        if self.screen != Screen::Meeting || self.meeting().is_some() {
            return;
        }
        let text = self.agenda_source().map(|source| self.query_of(&source)).unwrap_or_default();
        let mut line = QueryLine::of(&text);
        line.ask_all(&self.index, &self.subject(), 0);
        self.room.line = line;
    }

    /// Returns what the chosen source finds: the indices of items, in plan order.
    pub fn agenda_found(&self) -> Vec<usize> {
        if self.room.line.hits.query().is_empty() {
            return Vec::new();
        }
        let found = self.room.line.hits.in_plan_order(&self.index, Score::is_sure).into_iter();
        let item = |target| match target {
            Target::Item(index) => Some(index),
            Target::Area(_) | Target::Clause { .. } => None,
        };
        let concerns = self.agenda_source() == Some(AgendaSource::Concerns);
        let wanted = |index: &usize| {
            agenda::can_be_decided(&self.plan, *index)
                && (!concerns || agenda::is_open(&self.plan, &self.review, *index))
        };
        found.filter_map(item).filter(wanted).collect()
    }

    /// Asks what must be known before a meeting about what was chosen begins.
    pub(in crate::app) fn begin_meeting(&mut self) {
        if self.agenda_source() == Some(AgendaSource::Typed)
            && !matches!(self.overlay, Some(Overlay::Saying(_)))
        {
            return self.open_saying(Saying::Query, "");
        }
        let items: Vec<ItemId> =
            self.agenda_found().into_iter().map(|index| self.plan.items[index].id.clone()).collect();
        if items.is_empty() {
            self.notice = Some(Notice::Cannot(Reason::NothingToDiscuss));
            return;
        }
        let query = self.room.line.input.value().to_owned();
        let beginning = Beginning { query, items, ..Beginning::default() };
        self.open_saying(Saying::Title(beginning), "");
    }

    /// Goes on from what was answered to the next thing asked, or begins the meeting.
    pub(in crate::app) fn beginning(&mut self, saying: Saying, text: &str) -> Vec<Effect> {
        match saying {
            Saying::Query => {
                self.overlay =
                    Some(Overlay::Saying(SayingLine { saying: Saying::Query, input: text.into() }));
                self.ask_source();
                self.begin_meeting();
                if matches!(self.overlay, Some(Overlay::Saying(SayingLine { saying: Saying::Query, .. }))) {
                    return Vec::new();
                }
            }
            Saying::Title(beginning) => {
                let in_office = self.plan.strategy.asked();
                let names = in_office.map(|reviewer| match &reviewer.name {
                    Some(name) => name.raw().to_owned(),
                    None => reviewer.id.as_str().to_owned(),
                });
                let present = names.collect::<Vec<_>>().join("、");
                self.open_saying(
                    Saying::WhoIsThere(Beginning { title: text.to_owned(), ..beginning }),
                    &present,
                );
            }
            Saying::WhoIsThere(beginning) => {
                let beginning = Beginning { present: text.to_owned(), ..beginning };
                self.open_saying(Saying::Minutes(beginning), "");
            }
            Saying::Minutes(beginning) => {
                let minutes = match (text.is_empty(), drafting::whole_number(text)) {
                    (false, None) => {
                        self.notice = Some(Notice::NotANumber(text.to_owned()));
                        self.open_saying(Saying::Minutes(beginning), text);
                        return Vec::new();
                    }
                    (_, minutes) => minutes,
                };
                return self.begin_now(beginning, minutes);
            }
            _ => {}
        }
        Vec::new()
    }

    fn begin_now(&mut self, beginning: Beginning, minutes: Option<u32>) -> Vec<Effect> {
        let Beginning { query, items, title, present } = beginning;
        let first = items.first().cloned();
        let minutes = items.iter().filter_map(|id| Some((id.clone(), minutes?))).collect();
        let begin = Begin {
            title: (!title.is_empty()).then(|| title.as_str().into()),
            query: Some(query.as_str().into()),
            agenda: Agenda { items, minutes },
            present: drafting::names(&present),
            ..Begin::default()
        };
        let mut effects = self.say(Said::Begin(begin));
        effects.extend(first.into_iter().flat_map(|id| self.say(Said::Table(id))));
        effects
    }
}
