//! The search: a query that is answered while it is typed, what may come next, what was asked before, and several
//! hits chosen at once. Esc gives back the exact former place.

use super::Row;
use super::field::TextField;
use super::model::Model;
use super::overlay::{Overlay, Picker, Place, QueryLine, Search};
use crate::plan::{Citation, Clause, ItemId, Seed};
use crate::search::query::{Query, QueryFault, Subject, complete};
use crate::search::{Hits, Index, Target};

/// How many entries of the index are looked at between two looks at the keyboard.
const SLICE: usize = 1 << 17;

/// How many entries are read into the index between two looks at the keyboard.
const READ: usize = 1 << 12;

/// How many queries are remembered.
const REMEMBERED: usize = 100;

/// What a query is asked of, with only those fields borrowed: the line that asks stands in another.
macro_rules! subject {
    ($model:expr) => {
        Subject {
            plan: &$model.plan,
            review: &$model.review,
            me: $model.represented.as_ref().or($model.identity.known()),
            today: $model.today,
            since: &$model.since.known,
        }
    };
}

impl QueryLine {
    /// Begins with `text` typed already.
    pub(super) fn of(text: &str) -> Self {
        Self { input: text.into(), ..Self::default() }
    }

    /// Understands what is typed by now, and looks at as much of the plan as goes before the next key.
    pub(super) fn ask(&mut self, index: &Index, subject: &Subject<'_>, from: usize) {
        let text = self.input.value();
        let caret = text.char_indices().nth(self.input.cursor()).map_or(text.len(), |(byte, _)| byte);
        let (query, problems) = Query::parse(text, subject);
        self.completions = complete(text, caret, subject);
        // What is not finished yet is no mistake.
        let mistake = problems.into_iter().find(|one| !matches!(one.fault, QueryFault::NoValue { .. }));
        self.hits = Hits::of(if mistake.is_some() { Query::default() } else { query }, from);
        self.problem = mistake;
        self.unfinished = self.hits.advance(index, subject, SLICE);
    }

    /// Understands what is typed, and looks at all of the plan at once.
    pub(super) fn ask_all(&mut self, index: &Index, subject: &Subject<'_>, from: usize) {
        self.ask(index, subject, from);
        while self.unfinished && self.hits.advance(index, subject, usize::MAX) {}
    }

    /// Tells whether the word at the caret is the value of a field, and can be finished.
    pub(super) fn completes_value(&self) -> bool {
        let colon = |one: &crate::search::query::Completion| {
            let before = self.input.value().get(..one.span.start).unwrap_or_default();
            before.ends_with([':', '：', '=', '＝', ',', '，', '、'])
        };
        self.completions.first().is_some_and(colon)
    }

    /// Puts the first completion in; tells whether there was one.
    pub(super) fn complete(&mut self) -> bool {
        let Some(first) = self.completions.first().cloned() else { return false };
        let value = self.input.value();
        let (before, after) = (value.get(..first.span.start), value.get(first.span.end..));
        let (Some(before), Some(after)) = (before, after) else { return false };
        let space =
            if first.text.ends_with(':') || after.starts_with(char::is_whitespace) { "" } else { " " };
        let begun = format!("{before}{}{space}", first.text);
        let caret = begun.chars().count();
        self.input = TextField::from(format!("{begun}{after}")).with_cursor(caret);
        true
    }
}

impl Model {
    /// Opens the search with `query` typed already.
    pub(super) fn open_search(&mut self, query: &str) {
        let search = Search { line: QueryLine::of(query), picker: Picker::default(), from: self.place() };
        self.overlay = Some(Overlay::Search(Box::new(search)));
        self.ask_again();
    }

    /// Returns the place one is at.
    pub(super) fn place(&self) -> Place {
        Place { row: self.outline.selected, top: self.outline.top, item_scroll: self.item_scroll }
    }

    /// Takes in that a query was changed, or what it is asked of.
    pub(super) fn ask_again(&mut self) {
        let from = self.area_of(self.outline.selected);
        let subject = subject!(self);
        if let Some(line) = query_line(&mut self.overlay) {
            line.ask(&self.index, &subject, from);
        }
        self.narrow();
    }

    /// Begins to read a plan that was just loaded into the index.
    pub(super) fn read_on(&mut self) {
        self.index.grow(&self.plan, &self.review, READ);
    }

    /// Goes on with what takes longer than a key may wait: reading the plan into the index, then the query.
    pub(super) fn go_on_working(&mut self) {
        self.read_on();
        let subject = subject!(self);
        if let Some(line) = query_line(&mut self.overlay) {
            line.unfinished = line.hits.advance(&self.index, &subject, SLICE);
            self.narrow();
        }
    }

    /// Returns what a query is asked of.
    pub(super) fn subject(&self) -> Subject<'_> {
        subject!(self)
    }

    /// Tells whether something waits to be gone on with.
    pub(super) fn is_unfinished(&self) -> bool {
        let line = match &self.overlay {
            Some(Overlay::Search(search)) => Some(&search.line),
            Some(Overlay::Filter(filter)) => Some(&filter.line),
            _ => None,
        };
        !self.index.is_complete(&self.plan) || line.is_some_and(|line| line.unfinished)
    }

    /// Returns the area that `row` belongs to.
    pub fn area_of(&self, row: Row) -> usize {
        match row {
            Row::Area(area) => area,
            Row::Item(index) => self.plan.items.get(index).map_or(0, |item| item.area),
        }
    }

    /// Returns the rows to draw of the list of hits: `count` of them from `top` on.
    pub fn hits_shown(&self, top: usize, count: usize) -> Vec<Target> {
        let Some(Overlay::Search(search)) = &self.overlay else { return Vec::new() };
        (top..search.line.hits.len().min(top.saturating_add(count)))
            .filter_map(|at| search.line.hits.target(&self.index, at))
            .collect()
    }

    /// Returns the hit that is chosen.
    pub(super) fn chosen_hit(&self) -> Option<Target> {
        let Some(Overlay::Search(search)) = &self.overlay else { return None };
        search.line.hits.target(&self.index, search.picker.chosen)
    }

    /// Returns how much there is to be found: items, areas and clauses.
    pub fn searchable(&self) -> usize {
        Index::total(&self.plan)
    }

    /// Puts the chosen hit among the selected items, or takes it away, and goes on to the next.
    pub(super) fn select_hit(&mut self) {
        if let Some(Target::Item(index)) = self.chosen_hit() {
            let id = self.plan.items[index].id.clone();
            self.toggle_selected(id);
        }
        self.pick_by(1);
    }

    /// Tab: finishes the value of a field, else selects a hit; in other lists goes on to the next line.
    pub(super) fn pick_select(&mut self) {
        let is_filter = matches!(self.overlay, Some(Overlay::Filter(_)));
        match query_line(&mut self.overlay) {
            None => self.pick_by(1),
            Some(line) if line.completes_value() || (is_filter && !line.completions.is_empty()) => {
                line.complete();
                self.query_changed();
            }
            Some(_) if is_filter => self.pick_by(1),
            Some(_) => self.select_hit(),
        }
    }

    /// Up: the line above; above the first hit of a search the query asked before.
    pub(super) fn pick_before(&mut self) {
        match &self.overlay {
            Some(Overlay::Search(search)) if search.picker.chosen == 0 => self.recall(),
            Some(Overlay::Filter(filter)) if filter.line.input.value().is_empty() => self.recall(),
            _ => self.pick_by(-1),
        }
    }

    fn toggle_selected(&mut self, id: ItemId) {
        if !self.selection.remove(&id) {
            self.selection.insert(id);
        }
    }

    /// Brings back the query that was asked before the one shown.
    pub(super) fn recall(&mut self) {
        let asked = self.asked_before.len();
        let Some(line) = query_line(&mut self.overlay) else { return };
        let before = line.recalled.unwrap_or(asked).checked_sub(1);
        let Some((number, text)) = before.and_then(|at| Some((at, self.asked_before.get(at)?))) else {
            return;
        };
        line.input = text.as_str().into();
        line.recalled = Some(number);
        self.ask_again();
    }

    /// Leads to the chosen hit: a clause to the first item that cites it, with the clause beside it.
    pub(super) fn pick_hit(&mut self) {
        let (Some(target), Some(row)) = (self.chosen_hit(), self.preview()) else { return };
        let Some(Overlay::Search(search)) = self.overlay.take() else { return };
        self.return_to_place(&search.from);
        self.remember(search.line.input.value());
        self.sought.words = search.line.hits.query().words();
        self.clause_shown |= matches!(target, Target::Clause { .. });
        self.jump(row);
        self.sought.in_sight = true;
    }

    /// Returns the clause that is chosen in the list of hits.
    pub fn found_clause(&self) -> Option<(&Seed, &Clause)> {
        let Target::Clause { seed, clause } = self.chosen_hit()? else { return None };
        let seed = self.plan.seeds.get(seed)?;
        Some((seed, seed.clauses.get(clause)?))
    }

    /// Returns the first item, else the first area, that cites a clause.
    pub(super) fn first_citing(&self, seed: usize, clause: usize) -> Option<Row> {
        let seed = self.plan.seeds.get(seed)?;
        let number = &seed.clauses.get(clause)?.number;
        let cites =
            |cited: &[Citation]| cited.iter().any(|cited| cited.seed == seed.name && cited.clause == *number);
        let item = self.plan.items.iter().position(|item| cites(&item.seed)).map(Row::Item);
        item.or_else(|| self.plan.areas.iter().position(|area| cites(&area.seed)).map(Row::Area))
    }

    pub(super) fn return_to_place(&mut self, place: &Place) {
        self.outline.selected = place.row;
        self.outline.top = place.top;
        self.item_scroll = place.item_scroll;
    }

    /// Puts in what the word at the caret may become, where the caret stands at the end.
    pub(super) fn complete_at_end(&mut self) -> bool {
        let Some(line) = query_line(&mut self.overlay) else { return false };
        if line.input.cursor() < line.input.value().chars().count() || !line.complete() {
            return false;
        }
        self.query_changed();
        true
    }

    /// Esc in the outline: takes back what a search left behind, one thing at a time.
    pub(super) fn give_up_search(&mut self) {
        if self.notice.take().is_some() {
            return;
        }
        if !self.selection.is_empty() {
            self.selection.clear();
        } else if !self.sought.words.is_empty() {
            self.sought.words.clear();
        } else if self.outline.filter.is_some() {
            self.drop_filter();
        } else if self.represented.is_some() {
            self.represent(None);
        }
    }

    /// Remembers a query that led somewhere.
    pub(super) fn remember(&mut self, query: &str) {
        add_query(&mut self.asked_before, query);
    }
}

/// Adds `query` to those asked before, the latest last.
pub(super) fn add_query(asked_before: &mut Vec<String>, query: &str) {
    let query = query.trim().to_owned();
    if query.is_empty() {
        return;
    }
    asked_before.retain(|asked| *asked != query);
    asked_before.push(query);
    if asked_before.len() > REMEMBERED {
        asked_before.remove(0);
    }
}

/// Returns the query being typed.
pub(super) fn query_line(overlay: &mut Option<Overlay>) -> Option<&mut QueryLine> {
    match overlay {
        Some(Overlay::Search(search)) => Some(&mut search.line),
        Some(Overlay::Filter(filter)) => Some(&mut filter.line),
        _ => None,
    }
}
