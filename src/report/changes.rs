//! What changed between two versions of a plan, as lines: area by area, item by item, then what was recorded. Knows how
//! it is said, not where it is shown.

use super::changes_facts::{deed_line, fact_changes};
use super::meeting::item_name;
use super::stance::emphasis;
use super::{Emphasis, Line};
use crate::compare::text::{Fate, Span, spans};
use crate::compare::{
    AreaChange, Change, ClauseChange, Difference, FieldChange, ItemChange, ItemField, Said, Saying,
    of_wordings, said_by_item,
};
use crate::job::{Compared, Snapshot};
use crate::plan::{Plan, Strategy};
use crate::review::{FactId, Review, Verdict};
use crate::text::{Foreign, Shown};
use crate::words::Words;

/// Of a text that was kept between two changes, so many characters are shown at either end.
const CONTEXT: usize = 12;

/// How many items were added, removed, moved, and changed in what they say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChangeCounts {
    pub added: usize,
    pub removed: usize,
    pub moved: usize,
    pub changed: usize,
}

impl ChangeCounts {
    pub fn of(compared: &Compared) -> Self {
        let mut counts = Self::default();
        for item in compared.comparison.items() {
            counts.added += usize::from(item.is_added());
            counts.removed += usize::from(item.is_removed());
            counts.moved += usize::from(item.moved.is_some());
            counts.changed += usize::from(!item.fields.is_empty() || item.renamed.is_some());
        }
        counts
    }
}

/// Tells everything that changed.
pub fn changes(words: &Words, compared: &Compared) -> Vec<Line> {
    let mut lines = changes_head(words, compared);
    let comparison = &compared.comparison;
    if !comparison.strategy.is_empty() {
        lines.extend([Line::default(), Line::of(Emphasis::Strong, words.say("changes-strategy"))]);
        lines.extend(strategy_changes(words, compared).into_iter().map(|line| indented(1, line)));
    }
    for area in &comparison.areas {
        lines.extend([Line::default(), area_head(words, compared, area)]);
        lines.extend(area_changes(words, compared, area).into_iter().map(|line| indented(1, line)));
        for item in &area.items {
            lines.push(indented(1, item_head(words, compared, item)));
            lines.extend(item_changes(words, compared, item).into_iter().map(|line| indented(3, line)));
        }
    }
    if !comparison.clauses.is_empty() {
        lines.extend([Line::default(), Line::of(Emphasis::Strong, words.say("changes-clauses"))]);
        lines.extend(clause_changes(words, compared).into_iter().map(|line| indented(1, line)));
    }
    if !comparison.verdicts.is_empty() {
        lines.extend([Line::default(), Line::of(Emphasis::Strong, words.say("changes-verdicts"))]);
        lines.extend(verdict_changes(words, compared).into_iter().map(|line| indented(1, line)));
    }
    if !comparison.facts.is_empty() {
        lines.extend([Line::default(), Line::of(Emphasis::Strong, words.say("changes-facts"))]);
        lines.extend(fact_changes(words, compared).into_iter().map(|line| indented(1, line)));
    }
    lines
}

/// Tells all that is not about an item: how much changed, the strategy, verdicts and records.
pub fn changes_whole(words: &Words, compared: &Compared) -> Vec<Line> {
    let mut lines = changes_head(words, compared);
    for (heading, told) in [
        ("changes-strategy", strategy_changes(words, compared)),
        ("changes-clauses", clause_changes(words, compared)),
        ("changes-verdicts", verdict_changes(words, compared)),
        ("changes-facts", fact_changes(words, compared)),
    ] {
        if !told.is_empty() {
            lines.extend([Line::default(), Line::of(Emphasis::Strong, words.say(heading))]);
            lines.extend(told.into_iter().map(|line| indented(1, line)));
        }
    }
    lines
}

/// Tells what was recorded in between about an item.
pub fn item_records(words: &Words, compared: &Compared, item: &ItemChange) -> Vec<Line> {
    let side = &compared.new;
    let added = compared.comparison.facts.values().flat_map(|facts| &facts.added);
    let facts = added.filter_map(|id| side.review.fact(id));
    let Some(index) = item.new else { return Vec::new() };
    let (is_called, was_called) = (&side.plan.items[index].id, &side.plan.items[index].was);
    let about = facts.filter(|fact| {
        let touched = side.review.item_touched(fact);
        // Only of its own names is it asked whether they are another's too, for that takes long.
        let touched = touched.filter(|id| *id == is_called || was_called.contains(id));
        touched.is_some_and(|id| side.plan.position(id) == Some(index))
    });
    about
        .map(|fact| {
            let by = Line::of(Emphasis::Strong, Shown::of(&format!("{}  ", fact.by.as_str())));
            let mut line = by;
            line.append(deed_line(words, side, fact));
            line
        })
        .collect()
}

/// Says what was compared, and how much changed on the whole.
pub(super) fn changes_head(words: &Words, compared: &Compared) -> Vec<Line> {
    let name = |side: &Snapshot| words.version(&side.version, side.revision.as_ref());
    let args = [("old", name(&compared.old).into()), ("new", name(&compared.new).into())];
    let mut lines = vec![Line::of(Emphasis::Faint, words.say_with("changes-between", &args))];
    let counts = ChangeCounts::of(compared);
    if compared.comparison.is_empty() {
        lines.push(words.say("changes-nothing").into());
    } else if counts != ChangeCounts::default() {
        let counted = [
            ("changes-count-added", counts.added),
            ("changes-count-removed", counts.removed),
            ("changes-count-moved", counts.moved),
            ("changes-count-changed", counts.changed),
        ];
        let counted: Vec<Shown> = counted
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(id, count)| words.say_with(id, &[("count", count.into())]))
            .collect();
        let counted = Shown::join(&counted, &words.say("clause-separator"));
        lines.push(words.say_with("changes-summary", &[("counted", counted.into())]).into());
    }
    if !compared.layout_only.is_empty() {
        let files = words.some_files(&compared.layout_only);
        lines.push(words.say_with("changes-layout", &[("files", files.into())]).into());
    }
    lines
}

/// Names an area, with its id.
pub fn area_head(words: &Words, compared: &Compared, area: &AreaChange) -> Line {
    let id = Shown::of(&format!("  {}", area.id.as_str()));
    area_title(words, compared, area).and(Emphasis::Faint, id)
}

/// Names an area, with a sign where it came or went.
pub fn area_title(words: &Words, compared: &Compared, area: &AreaChange) -> Line {
    let new = area.new.map(|now| &compared.new.plan.areas[now]);
    let old = area.old.map(|was| &compared.old.plan.areas[was]);
    let title = new.or(old).map(|area| words.choose(&area.title).one_line()).unwrap_or_default();
    let mut line = Line::default();
    if area.is_added() {
        line.append(sign(Emphasis::Good, "+ "));
    } else if area.is_removed() {
        line.append(sign(Emphasis::Bad, "- "));
    }
    line.and(Emphasis::Strong, title)
}

/// Tells what became of an area itself.
pub fn area_changes(words: &Words, compared: &Compared, area: &AreaChange) -> Vec<Line> {
    let mut lines = Vec::new();
    let change =
        |id: &str, old: Shown, new: Shown| words.say_with(id, &[("old", old.into()), ("new", new.into())]);
    if let Some(renamed) = &area.renamed {
        let [old, new] = [&renamed.old, &renamed.new].map(|id| Shown::of(id.as_str()));
        lines.push(change("changes-area-renamed", old, new).into());
    }
    if let Some(file) = &area.file {
        lines.push(change("changes-area-file", file.old.show(), file.new.show()).into());
    }
    if area.moved {
        lines.push(words.say("changes-area-moved").into());
    }
    let unknown =
        |id: &str, count: usize| Line::of(Emphasis::Bad, words.say_with(id, &[("count", count.into())]));
    if area.broken.new {
        lines.push(unknown("changes-area-broken-new", area.unknown.new));
    }
    if area.broken.old {
        lines.push(unknown("changes-area-broken-old", area.unknown.old));
    }
    lines.extend(area.fields.iter().flat_map(|field| field_lines(words, &compared.new.plan.strategy, field)));
    lines
}

/// Names an item, with its id, and says where it came or went.
pub fn item_head(words: &Words, compared: &Compared, item: &ItemChange) -> Line {
    let line =
        item_title(words, compared, item).and(Emphasis::Faint, Shown::of(&format!("  {}", item.id.as_str())));
    let (how, said) = match (item.is_added(), item.is_removed()) {
        (true, _) => (Emphasis::Good, "changes-added"),
        (_, true) => (Emphasis::Bad, "changes-removed"),
        _ => return line,
    };
    line.and(how, Shown::own("  ")).and(how, words.say(said))
}

/// Names an item, with a sign for what became of it.
pub fn item_title(words: &Words, compared: &Compared, item: &ItemChange) -> Line {
    let (mark, how) = match (item.is_added(), item.is_removed()) {
        (true, _) => ("+ ", Emphasis::Good),
        (_, true) => ("- ", Emphasis::Bad),
        _ if item.fields.is_empty() && item.moved.is_some() => ("> ", Emphasis::Caution),
        _ => ("~ ", Emphasis::Caution),
    };
    let new = item.new.map(|now| &compared.new.plan.items[now]);
    let old = item.old.map(|was| &compared.old.plan.items[was]);
    // A title that could be read whole is better than half of the present one.
    let is_half = new.is_some_and(|item| item.damaged) && old.is_some_and(|item| !item.damaged);
    let named = if is_half { old } else { new.or(old) };
    let title = named.map(|item| words.choose(&item.title).one_line()).unwrap_or_default();
    sign(how, mark).and(Emphasis::Plain, title)
}

/// Tells all that an item says which is on one side only, but for its title.
pub fn one_sided_item(words: &Words, compared: &Compared, item: &ItemChange) -> Vec<Line> {
    match (item.old, item.new) {
        (Some(was), None) => item_says(words, &compared.old.plan, was),
        (None, Some(now)) => item_says(words, &compared.new.plan, now),
        _ => Vec::new(),
    }
}

/// Tells the whole item as it was after a change of it, or before it went.
pub fn item_as_it_was(words: &Words, compared: &Compared, item: &ItemChange) -> Vec<Line> {
    let said = match (item.old, item.new) {
        (_, Some(now)) => item_says(words, &compared.new.plan, now),
        (Some(was), None) => item_says(words, &compared.old.plan, was),
        (None, None) => Vec::new(),
    };
    let mut lines = vec![Line::default(), Line::of(Emphasis::Strong, words.say("history-as-it-was"))];
    lines.extend(said);
    lines
}

/// Tells all that an item says in the language of the interface, but for its title.
fn item_says(words: &Words, plan: &Plan, index: usize) -> Vec<Line> {
    let mine = words.interface().tag();
    let told = |saying: &Saying| {
        let translated = saying.language.as_deref().is_some_and(|language| language != mine);
        saying.field != ItemField::Title && !translated
    };
    let line = |saying: &Saying| {
        let mut label = words.item_field(&plan.strategy, &saying.field);
        label.push(&Shown::own("  "));
        Line::of(Emphasis::Faint, label).and(Emphasis::Plain, words.said(&saying.said).one_line())
    };
    said_by_item(&plan.items[index]).iter().filter(|saying| told(saying)).map(line).collect()
}

/// Tells what became of an item, but for its name.
pub fn item_changes(words: &Words, compared: &Compared, item: &ItemChange) -> Vec<Line> {
    let mut lines = Vec::new();
    if let Some(renamed) = &item.renamed {
        let id = Shown::of(renamed.old.as_str());
        lines.push(words.say_with("changes-renamed", &[("id", id.into())]).into());
    }
    if let Some(joined) = &item.joined {
        let id = Shown::of(joined.as_str());
        lines.push(words.say_with("changes-joined", &[("id", id.into())]).into());
    }
    if let Some(moved) = &item.moved {
        let plan = &compared.new.plan;
        let title = |title| words.choose(title).one_line();
        let area = title(&plan.areas[moved.to.area].title);
        let parent = moved.to.parent.map(|parent| title(&plan.items[parent].title));
        lines.push(words.moved(moved.distance, &area, parent.as_ref()).into());
    }
    for (told, id) in
        [(item.ambiguous, "changes-ambiguous"), (item.damaged.old || item.damaged.new, "changes-damaged")]
    {
        if told {
            lines.push(Line::of(Emphasis::Bad, words.say(id)));
        }
    }
    lines.extend(item.fields.iter().flat_map(|field| field_lines(words, &compared.new.plan.strategy, field)));
    lines
}

fn field_lines(words: &Words, strategy: &Strategy, change: &FieldChange) -> Vec<Line> {
    let mut label = words.item_field(strategy, &change.field);
    if let Some(language) = &change.language
        && change.field != ItemField::MetricName
        && language != words.interface().tag()
    {
        label.push(&Shown::of(&format!(" {language}")));
    }
    label.push(&Shown::own("  "));
    said_lines(words, label, &change.said, change.difference())
}

/// Tells what of item `index` is said otherwise than in the wording that a mark on it, an outcome or a baseline is about;
/// says so where no record carries that wording.
pub fn changed_since(words: &Words, plan: &Plan, review: &Review, index: usize, about: &FactId) -> Vec<Line> {
    match review.read_and_present(about, &plan.items[index]) {
        Some((read, present)) => {
            let mut changes = of_wordings(read, &present);
            let mine = words.interface().tag();
            let is_translation =
                |change: &FieldChange| change.language.as_deref().is_some_and(|language| language != mine);
            changes.sort_by(|a, b| a.field.cmp(&b.field).then(is_translation(a).cmp(&is_translation(b))));
            changes.iter().flat_map(|change| field_lines(words, &plan.strategy, change)).collect()
        }
        None => vec![Line::of(Emphasis::Caution, words.say("wording-lost"))],
    }
}

/// Tells what something said and says: a text character by character, all else side by side with how far it is apart.
fn said_lines(
    words: &Words,
    label: Shown,
    said: &Change<Option<Said>>,
    difference: Option<Difference>,
) -> Vec<Line> {
    let head = Line::of(Emphasis::Faint, label);
    let dash = || Line::of(Emphasis::Faint, Shown::own("—"));
    let one_line = |said: &Said| words.said(said).one_line();
    match (&said.old, &said.new) {
        (Some(Said::Text(old)), Some(Said::Text(new))) => vec![text_line(words, head, old, new)],
        (Some(old), Some(new)) => {
            let mut line = head
                .and(Emphasis::Bad, one_line(old))
                .and(Emphasis::Faint, Shown::own(" → "))
                .and(Emphasis::Good, one_line(new));
            if let Some(difference) = difference {
                line.append(Line::from(words.say("clause-separator")));
                line.append(words.difference(&difference).into());
            }
            vec![line]
        }
        (old, new) => {
            let side = |side: &Option<Said>, how| {
                side.as_ref().map_or_else(dash, |said| Line::of(how, one_line(said)))
            };
            let mut line = head;
            line.append(side(old, Emphasis::Bad));
            line.append(sign(Emphasis::Faint, " → "));
            line.append(side(new, Emphasis::Good));
            vec![line]
        }
    }
}

/// Tells the difference of two texts. Brackets say what is gone and braces what came, so that colour only repeats it.
fn text_line(words: &Words, mut line: Line, old: &Foreign, new: &Foreign) -> Line {
    let spans = spans(old.raw(), new.raw());
    let last = spans.len().saturating_sub(1);
    for (at, Span { fate, text }) in spans.iter().enumerate() {
        let text = text.show().one_line();
        match fate {
            Fate::Removed => {
                line = line
                    .and(Emphasis::Bad, Shown::own("[-"))
                    .and(Emphasis::Bad, text)
                    .and(Emphasis::Bad, Shown::own("-]"));
            }
            Fate::Added => {
                line = line
                    .and(Emphasis::Good, Shown::own("{+"))
                    .and(Emphasis::Good, text)
                    .and(Emphasis::Good, Shown::own("+}"));
            }
            Fate::Kept => line.append(kept(words, &text, at == 0, at == last).into()),
        }
    }
    line
}

/// Shortens what was kept to what stands beside a change.
fn kept(words: &Words, text: &Shown, first: bool, last: bool) -> Shown {
    let count = text.as_str().chars().count();
    let (before, behind) = (if first { 0 } else { CONTEXT }, if last { 0 } else { CONTEXT });
    if count <= before + behind + CONTEXT {
        return text.clone();
    }
    let at = |nth: usize| text.as_str().char_indices().nth(nth).map_or(text.as_str().len(), |(at, _)| at);
    let gap = words.say_with("changes-more-kept", &[("count", (count - before - behind).into())]);
    let mut short = text.slice(0..at(before));
    short.push(&gap);
    short.push(&text.slice(at(count - behind)..text.as_str().len()));
    short
}

/// Tells what the strategy says otherwise.
pub(super) fn strategy_changes(words: &Words, compared: &Compared) -> Vec<Line> {
    let line = |change: &crate::compare::StrategyChange| {
        let mut label = words.strategy_part(&change.part, change.facet);
        label.push(&Shown::own("  "));
        said_lines(words, label, &change.said, change.difference())
    };
    compared.comparison.strategy.iter().flat_map(line).collect()
}

/// Tells which clauses of the sources changed, and which items cite them.
pub(super) fn clause_changes(words: &Words, compared: &Compared) -> Vec<Line> {
    let mut lines = Vec::new();
    for ClauseChange { clause, said, cited_by } in &compared.comparison.clauses {
        let label = Shown::of(&format!("{clause}  "));
        let said = Change { old: said.old.clone().map(Said::Text), new: said.new.clone().map(Said::Text) };
        lines.extend(said_lines(words, label, &said, None));
        if !cited_by.is_empty() {
            let items: Vec<Shown> =
                cited_by.iter().map(|id| item_name(words, &compared.new.plan, id)).collect();
            let items = Shown::join(&items, &words.say("list-separator"));
            let said = words.say_with("changes-cited-by", &[("items", items.into())]);
            lines.push(indented(1, Line::of(Emphasis::Faint, said)));
        }
    }
    lines
}

/// Tells which verdicts changed.
pub(super) fn verdict_changes(words: &Words, compared: &Compared) -> Vec<Line> {
    let named = |side: &Snapshot, verdict: &Verdict| {
        let strategy = &side.plan.strategy;
        let how = match verdict {
            Verdict::Open => Emphasis::Plain,
            Verdict::Status(status) => emphasis(strategy, status),
            Verdict::Split | Verdict::NeedsNewer | Verdict::Damaged | Verdict::RecordsMissing => {
                Emphasis::Bad
            }
        };
        Line::of(how, words.verdict(strategy, verdict))
    };
    let line = |change: &crate::compare::VerdictChange| {
        let item = &compared.new.plan.items[change.item.new];
        let mut line = Line::from(words.choose(&item.title).one_line())
            .and(Emphasis::Faint, Shown::of(&format!("  {}  ", change.id.as_str())));
        line.append(named(&compared.old, &change.verdict.old));
        line.append(sign(Emphasis::Faint, " → "));
        line.append(named(&compared.new, &change.verdict.new));
        line
    };
    compared.comparison.verdicts.iter().map(line).collect()
}

pub(super) fn sign(how: Emphasis, sign: &'static str) -> Line {
    Line::of(how, Shown::own(sign))
}

pub(super) fn indented(steps: usize, line: Line) -> Line {
    let mut indented = Line::of(Emphasis::Plain, Shown::of(&"  ".repeat(steps)));
    indented.append(line);
    indented
}
