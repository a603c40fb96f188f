//! One item on a sheet: everything the plan says of it, its clauses, what everybody said, and in which file and line.

use super::baseline::baseline;
use super::carrying::{carried_by, carry_state, reasons_told};
use super::changes::changed_since;
use super::decisions::{follow_up_told, other_decisions, outcome_of, verdict_told};
use super::entries::{notes, path, reason};
use super::meeting::{meeting_title, outcome_name};
use super::stance::{emphasis, status_symbol, symbol};
use super::summary::{recorded_by, recorded_in_bulk, source_changed, summary, suspect};
use super::table::{Align, Cell, Row, table};
use super::threads::{note_said, note_states};
use super::{Emphasis, Line};
use crate::plan::{Citation, FieldValue, Item, Localized, Metric, Plan, Reading};
use crate::review::{CurrentMark, Decision, Fact, Meeting, Note, Review, Stance, Verdict};
use crate::text::{Foreign, Shown, pad, width, wrap};
use crate::words::Words;

/// How wide the sheet is where nobody says.
const COLUMNS: usize = 80;

/// What stands before the lines that belong to a heading.
const INDENT: usize = 2;

/// Writes the sheet of item `index` in at most `columns` columns.
pub fn sheet(words: &Words, plan: &Plan, review: &Review, index: usize, columns: Option<usize>) -> Vec<Line> {
    let item = &plan.items[index];
    let mut sheet = Sheet { words, plan, review, columns: columns.unwrap_or(COLUMNS), lines: Vec::new() };
    sheet.head(index);
    sheet.fields(index);
    sheet.clauses(&item.seed);
    sheet.verdict(index);
    sheet.decisions(index);
    sheet.marks(index);
    sheet.notes(index);
    sheet.lines
}

struct Sheet<'a> {
    words: &'a Words,
    plan: &'a Plan,
    review: &'a Review,
    columns: usize,
    lines: Vec<Line>,
}

impl Sheet<'_> {
    fn head(&mut self, index: usize) {
        let item = &self.plan.items[index];
        let tag = self.words.interface().tag();
        self.wrapped(Emphasis::Strong, 0, &self.words.choose(&item.title));
        for other in item.title.others(tag) {
            self.wrapped(Emphasis::Plain, 0, &other.show());
        }
        let above = Shown::join(&path(self.words, self.plan, index), &Shown::own(" › "));
        let kind = self.words.kind(item.kind);
        self.wrapped(Emphasis::Faint, 0, &Shown::join([&kind, &above], &Shown::own(" · ")));
        if item.damaged {
            let said = self.words.say("item-damaged");
            self.wrapped(Emphasis::Bad, 0, &said);
        }
    }

    fn fields(&mut self, index: usize) {
        let item = &self.plan.items[index];
        let words = self.words;
        let mut rows: Vec<(Shown, Vec<Shown>)> = Vec::new();
        let mut row = |label: &str, said: Vec<Shown>| {
            if !said.is_empty() {
                rows.push((words.say(label), said));
            }
        };
        row("field-id", vec![Shown::of(item.id.as_str())]);
        row("field-was", item.was.iter().map(|id| Shown::of(id.as_str())).collect());
        row("field-file", vec![words.place(&item.place)]);
        row("field-text", item.text.as_ref().map(|text| self.all_languages(text)).unwrap_or_default());
        row("field-progress", item.progress.map(|progress| words.progress(progress)).into_iter().collect());
        row("field-owner", self.list(&item.owner));
        row("field-with", self.list(&item.with));
        row("field-start", item.start.map(|day| Shown::of(&day.to_string())).into_iter().collect());
        row("field-due", item.due.map(|day| Shown::of(&day.to_string())).into_iter().collect());
        row("field-metric", item.metric.as_ref().map(|metric| self.metric(metric)).unwrap_or_default());
        row("field-related", item.related.iter().map(|id| self.reference(id)).collect());
        let below = self.plan.children(item.area, Some(index));
        row("field-below", below.map(|child| self.titled(&self.plan.items[child])).collect());
        for field in &self.plan.strategy.own_fields {
            if let Some(value) = item.own.get(&field.name) {
                rows.push((words.choose(&field.label), self.value(value)));
            }
        }
        self.gap();
        self.labelled(rows);
    }

    fn labelled(&mut self, rows: Vec<(Shown, Vec<Shown>)>) {
        let widest = rows.iter().map(|(label, _)| width(label.as_str())).max().unwrap_or_default();
        for (label, said) in rows {
            let room = self.columns.saturating_sub(widest + 2).max(1);
            let lines = said.iter().flat_map(|text| wrap(text, room));
            for (number, text) in lines.enumerate() {
                let label =
                    if number == 0 { pad(&label, widest + 2) } else { pad(&Shown::default(), widest + 2) };
                self.lines.push(Line::of(Emphasis::Faint, label).and(Emphasis::Plain, text));
            }
        }
    }

    /// Shows the clauses an item cites, under what they are: a digest, or the original.
    fn clauses(&mut self, citations: &[Citation]) {
        for citation in citations {
            self.gap();
            let mut head = Line::of(Emphasis::Strong, Shown::of(&citation.to_string()));
            let Some((seed, clause)) = self.plan.clause(citation) else {
                self.lines.push(head.and(Emphasis::Bad, self.words.say("show-no-clause")));
                continue;
            };
            if seed.digest {
                let said = self.words.say("clause-digest");
                head = head.and(Emphasis::Plain, Shown::own("  ")).and(Emphasis::Caution, said);
            }
            self.lines.push(head);
            let of = [&seed.title, &seed.publication, &seed.date].map(Foreign::show);
            let of = Shown::join(of.iter().filter(|part| !part.is_empty()), &Shown::own(" · "));
            self.wrapped(Emphasis::Faint, INDENT, &of);
            let text = if clause.is_section() { &clause.heading } else { &clause.text };
            self.wrapped(Emphasis::Plain, INDENT, &text.show());
        }
    }

    fn verdict(&mut self, index: usize) {
        self.gap();
        let (strategy, standing) = (&self.plan.strategy, self.review.standing(index));
        let how = match &standing.verdict {
            Verdict::Open => Emphasis::Plain,
            Verdict::Status(status) => emphasis(strategy, status),
            Verdict::Split | Verdict::NeedsNewer | Verdict::Damaged | Verdict::RecordsMissing => {
                Emphasis::Bad
            }
        };
        let label = Line::of(Emphasis::Strong, self.words.say("field-verdict"));
        let mut agreed = baseline(self.words, strategy, self.review, standing).into_iter().peekable();
        let told = agreed
            .next_if(|_| standing.adopted)
            .unwrap_or_else(|| verdict_told(self.words, strategy, self.review, standing));
        self.lines.push(label.and(Emphasis::Plain, Shown::own("  ")).and(how, told));
        let mut said = other_decisions(self.words, strategy, self.review, standing);
        said.extend(summary(self.words, strategy, standing));
        self.wrapped(Emphasis::Plain, INDENT, &Shown::join(&said, &Shown::own(" · ")));
        for said in agreed {
            self.wrapped(Emphasis::Plain, INDENT, &said);
        }
        if standing.is_past_its_baseline()
            && let Some(baseline) = standing.baseline()
        {
            let changed = changed_since(self.words, self.plan, self.review, index, &baseline.id);
            self.lines.extend(changed.into_iter().map(|line| line.indented(INDENT)));
        }
    }

    /// Shows what meetings decided, what was changed since they did, and what else they did to the item.
    fn decisions(&mut self, index: usize) {
        let mut rows = Vec::new();
        for decision in &self.review.standing(index).decisions {
            rows.extend(self.decision(decision).map(Row::Cells));
            if decision.stale {
                let changed = changed_since(self.words, self.plan, self.review, index, &decision.id);
                rows.extend(changed.into_iter().map(|line| Row::Across(line.indented(INDENT))));
            }
        }
        self.facts(rows);
        for said in follow_up_told(self.words, self.plan, self.review, index) {
            self.wrapped(Emphasis::Plain, 0, &said);
        }
    }

    fn decision(&self, decision: &Decision) -> Option<Vec<Cell>> {
        let (fact, outcome) = outcome_of(self.review, decision)?;
        let meeting = Meeting::of(self.review, &outcome.meeting)?;
        let how = emphasis(&self.plan.strategy, &outcome.status);
        let mut state = vec![outcome_name(self.words, &self.plan.strategy, outcome)];
        state.extend(decision.stale.then(|| self.words.say("mark-stale")));
        Some(vec![
            Cell::of(how, &status_symbol(&self.plan.strategy, &outcome.status)),
            meeting_title(self.words, &meeting).into(),
            Cell::of(how, &Shown::join(&state, &Shown::own(" · "))),
            Shown::of(&when(fact)).into(),
            outcome.text.as_ref().map(Foreign::show).unwrap_or_default().into(),
            Cell::of(Emphasis::Faint, &self.words.place(&fact.place)),
        ])
    }

    fn marks(&mut self, index: usize) {
        let mut rows = Vec::new();
        for mark in &self.review.standing(index).marks {
            let Some(fact) = self.review.fact(&mark.id) else { continue };
            rows.push(Row::Cells(self.mark(index, mark, fact)));
            for said in
                suspect(self.words, self.plan, mark).into_iter().chain(source_changed(self.words, mark))
            {
                rows.push(Row::Across(Line::of(Emphasis::Caution, said).indented(INDENT)));
            }
            if mark.is_on_another_wording() {
                let changed = changed_since(self.words, self.plan, self.review, index, &mark.id);
                rows.extend(changed.into_iter().map(|line| Row::Across(line.indented(INDENT))));
            }
        }
        self.facts(rows);
        for carry in &self.review.standing(index).carries {
            if let Some(said) = carry_state(self.words, &self.plan.strategy, carry) {
                self.wrapped(Emphasis::Caution, 0, &said);
            }
        }
        for said in reasons_told(self.words, self.plan, self.review, index) {
            self.wrapped(Emphasis::Plain, 0, &said);
        }
    }

    fn mark(&self, index: usize, mark: &CurrentMark, fact: &Fact) -> Vec<Cell> {
        let strategy = &self.plan.strategy;
        let how = emphasis(strategy, &mark.status);
        let mut state = vec![self.words.status(strategy, &mark.status)];
        let flags = [
            (mark.stale, "mark-stale"),
            (mark.concurrent, "mark-concurrent"),
            (mark.owes_reason, "mark-owes-reason"),
        ];
        state.extend(flags.into_iter().filter(|(holds, _)| *holds).map(|(_, id)| self.words.say(id)));
        state.extend(recorded_by(self.words, strategy, mark));
        state.extend(self.review.mark(&mark.id).and_then(|made| recorded_in_bulk(self.words, made)));
        state.extend(carried_by(self.words, strategy, self.review, mark));
        let said =
            reason(self.review, index, mark).map(|note| note_said(self.words, note)).unwrap_or_default();
        let (emphasis, sign) = symbol(strategy, Stance::of_mark(mark));
        vec![
            Cell::of(emphasis, &sign),
            Shown::of(mark.by.as_str()).into(),
            Cell::of(how, &Shown::join(&state, &Shown::own(" · "))),
            Shown::of(&when(fact)).into(),
            said.into(),
            Cell::of(Emphasis::Faint, &self.words.place(&fact.place)),
        ]
    }

    fn notes(&mut self, index: usize) {
        let marks = &self.review.standing(index).marks;
        let beside_its_mark = |note: &Note| {
            marks.iter().any(|mark| reason(self.review, index, mark).is_some_and(|told| told == note))
        };
        let other = notes(self.review, index).filter(|(_, note)| !beside_its_mark(note));
        let rows = other.map(|(fact, note)| {
            Row::Cells(vec![
                Cell::of(Emphasis::Faint, &Shown::own("—")),
                Shown::of(fact.voice().as_str()).into(),
                Cell::of(Emphasis::Plain, &self.note_name(index, fact, note)),
                Shown::of(&when(fact)).into(),
                note_said(self.words, note).into(),
                Cell::of(Emphasis::Faint, &self.words.place(&fact.place)),
            ])
        });
        let rows = rows.collect();
        self.facts(rows);
    }

    /// Says whether a note begins a thread or answers, and of one that begins it, what became of the thread.
    fn note_name(&self, index: usize, fact: &Fact, note: &Note) -> Shown {
        let threads = &self.review.standing(index).threads;
        let Some(thread) = threads.iter().find(|thread| thread.notes.contains(&fact.id)) else {
            return self.words.say("note-name");
        };
        let begins = *thread.first() == fact.id;
        let name = self.words.say(if begins { "note-name" } else { "note-answer-name" });
        let states = note_states(self.words, self.plan, (index, thread), fact, note);
        Shown::join([&name].into_iter().chain(&states), &Shown::own(" · "))
    }

    /// Nothing is cut here: where a fact stands in the file is what one came for.
    fn facts(&mut self, rows: Vec<Row>) {
        self.lines.extend(table(&[Align::Left; 6], rows, None));
    }

    fn all_languages(&self, text: &Localized) -> Vec<Shown> {
        let tag = self.words.interface().tag();
        [self.words.choose(text)].into_iter().chain(text.others(tag).map(Foreign::show)).collect()
    }

    fn list(&self, texts: &[Foreign]) -> Vec<Shown> {
        let texts: Vec<Shown> = texts.iter().map(Foreign::show).collect();
        if texts.is_empty() {
            Vec::new()
        } else {
            vec![Shown::join(&texts, &self.words.say("list-separator"))]
        }
    }

    fn reference(&self, id: &crate::plan::ItemId) -> Shown {
        self.plan
            .position(id)
            .map_or_else(|| Shown::of(id.as_str()), |index| self.titled(&self.plan.items[index]))
    }

    fn titled(&self, item: &Item) -> Shown {
        let title = self.words.choose(&item.title);
        Shown::join([&Shown::of(item.id.as_str()), &title], &Shown::own("  "))
    }

    fn metric(&self, metric: &Metric) -> Vec<Shown> {
        let unit = || metric.unit.as_ref().map(|unit| unit.show().one_line()).unwrap_or_default();
        let reading = |id: &str, reading: Option<Reading>| {
            let Reading { value, year } = reading?;
            let args = [("value", Shown::of(&value.to_string()).into()), ("unit", unit().into())];
            let mut said = self.words.say_with("metric-value", &args);
            if let Some(year) = year {
                let args = [("value", said.into()), ("year", Shown::of(&year.to_string()).into())];
                said = self.words.say_with("metric-in-year", &args);
            }
            Some(self.words.say_with(id, &[("value", said.into())]))
        };
        let readings = [
            reading("metric-baseline", metric.baseline),
            reading("metric-now", metric.now),
            reading("metric-target", metric.target),
        ];
        let name = (!metric.name.is_empty()).then(|| self.words.choose(&metric.name).one_line());
        let parts: Vec<Shown> = name.into_iter().chain(readings.into_iter().flatten()).collect();
        vec![Shown::join(&parts, &Shown::own("  "))]
    }

    fn value(&self, value: &FieldValue) -> Vec<Shown> {
        match value {
            FieldValue::Localized(text) => self.all_languages(text),
            FieldValue::Text(text) => vec![text.show()],
            FieldValue::List(list) => self.list(list),
            FieldValue::Date(date) => vec![Shown::of(&date.to_string())],
            FieldValue::Number(number) => vec![Shown::of(&number.to_string())],
            FieldValue::Target { reading, .. } => vec![Shown::of(&reading.value.to_string())],
        }
    }

    fn gap(&mut self) {
        self.lines.push(Line::default());
    }

    fn wrapped(&mut self, emphasis: Emphasis, indent: usize, text: &Shown) {
        for line in wrap(text, self.columns.saturating_sub(indent).max(1)) {
            self.lines.push(Line::from(pad(&Shown::default(), indent)).and(emphasis, line));
        }
    }
}

fn when(fact: &Fact) -> String {
    fact.at.as_ref().map(crate::review::Moment::short).unwrap_or_default()
}
