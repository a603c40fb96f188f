//! What an agenda can be made of, and the few things asked before a meeting begins.

use crate::app::changes::Screen;
use crate::app::meeting::Said;
use crate::app::model::{Effect, Model};
use crate::app::overlay::{Picker, QueryLine};
use crate::app::{Notice, Reason};
use crate::plan::ItemId;
use crate::review::{Agenda, Begin, drafting};
use crate::search::{Score, Target, agenda};
use crate::session::{Beginning, BeginningField, Draft, Purpose};

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
            AgendaSource::Typed => match self.line() {
                Some(line) => match line.purpose() {
                    Purpose::Begin(Beginning { field: BeginningField::Query, .. }) => {
                        line.input.value().to_owned()
                    }
                    Purpose::Begin(beginning) => beginning.query.clone(),
                    _ => String::new(),
                },
                None => String::new(),
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
        if self.agenda_source() == Some(AgendaSource::Typed) {
            let beginning = Beginning { field: BeginningField::Query, typed: true, ..Beginning::default() };
            return self.open_line(Purpose::Begin(beginning), "");
        }
        let (query, items) = (self.room.line.input.value().to_owned(), self.agenda_ids());
        if items.is_empty() {
            self.notice = Some(Notice::Cannot(Reason::NothingToDiscuss));
            return;
        }
        self.open_line(Purpose::Begin(Beginning { query, items, ..Beginning::default() }), "");
    }

    fn agenda_ids(&self) -> Vec<ItemId> {
        self.agenda_found().into_iter().map(|index| self.plan.items[index].id.clone()).collect()
    }

    /// Chooses what `beginning` makes its agenda of, where that is still offered.
    pub(in crate::app) fn choose_source(&mut self, beginning: &Beginning) {
        let is_it = |source: &AgendaSource| match source {
            AgendaSource::Typed => beginning.typed,
            source => !beginning.typed && self.query_of(source) == beginning.query,
        };
        if let Some(at) = self.agenda_sources().iter().position(is_it) {
            self.room.picker = Picker { chosen: at, ..Picker::default() };
        }
    }

    /// Goes on from what was answered to the next thing asked, or begins the meeting.
    pub(in crate::app) fn finish_beginning(&mut self, beginning: Beginning, draft: Draft) -> Vec<Effect> {
        let text = draft.text.trim().to_owned();
        let next = |beginning| Draft { purpose: Purpose::Begin(beginning), ..draft.clone() };
        match beginning.field {
            BeginningField::Query => {
                let mut line = QueryLine::of(&text);
                line.ask_all(&self.index, &self.subject(), 0);
                self.room.line = line;
                let items = self.agenda_ids();
                if items.is_empty() {
                    self.correct(draft, Notice::Cannot(Reason::NothingToDiscuss));
                    return Vec::new();
                }
                let title = Some(beginning.title.clone()).filter(|title| !title.is_empty());
                let field = BeginningField::Title;
                let draft = next(Beginning { field, query: text, items, ..beginning });
                self.ask_next(draft, title, "");
            }
            BeginningField::Title => {
                let in_office = self.plan.strategy.asked();
                let names = in_office.map(|reviewer| match &reviewer.name {
                    Some(name) => name.raw().to_owned(),
                    None => reviewer.id.as_str().to_owned(),
                });
                let names = names.collect::<Vec<_>>().join("、");
                let (field, present) = (BeginningField::Present, beginning.present.clone());
                self.ask_next(next(Beginning { field, title: text, ..beginning }), present, &names);
            }
            BeginningField::Present => {
                let (field, minutes) = (BeginningField::Minutes, beginning.minutes.clone());
                let draft = next(Beginning { field, present: Some(text), ..beginning });
                self.ask_next(draft, minutes, "");
            }
            BeginningField::Minutes => {
                let minutes = match (text.is_empty(), drafting::whole_number(&text)) {
                    (false, None) => {
                        self.correct(draft, Notice::NotANumber(text));
                        return Vec::new();
                    }
                    (_, minutes) => minutes,
                };
                return self.begin_now(beginning, minutes, draft);
            }
        }
        Vec::new()
    }

    fn begin_now(&mut self, beginning: Beginning, minutes: Option<u32>, draft: Draft) -> Vec<Effect> {
        let Beginning { query, items, title, present, .. } = beginning;
        let first = items.first().cloned();
        let minutes = items.iter().filter_map(|id| Some((id.clone(), minutes?))).collect();
        let begin = Begin {
            title: (!title.is_empty()).then(|| title.as_str().into()),
            query: Some(query.as_str().into()),
            agenda: Agenda { items, minutes },
            present: drafting::names(&present.unwrap_or_default()),
            ..Begin::default()
        };
        let mut effects = self.say_typed(Said::Begin(begin), draft);
        effects.extend(first.into_iter().flat_map(|id| self.say(Said::Table(id))));
        effects
    }
}
