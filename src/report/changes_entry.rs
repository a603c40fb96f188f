//! What changed, in the form scripts read. The keys are for ever.

use std::collections::BTreeMap;

use serde::Serialize;

use super::changes::ChangeCounts;
use crate::compare::{
    AreaChange, Change, ClauseChange, Difference, FieldChange, ItemChange, Said, StrategyChange,
};
use crate::job::{Compared, Snapshot, Version};
use crate::plan::Plan;
use crate::review::FactId;
use crate::text::Foreign;
use crate::words::Words;

/// Everything that changed between two versions.
#[derive(Debug, Serialize)]
pub struct ChangesEntry {
    old: VersionEntry,
    new: VersionEntry,
    /// True where something changed in what the plan says or in what was recorded.
    changed: bool,
    added: usize,
    removed: usize,
    moved: usize,
    edited: usize,
    strategy: Vec<FieldEntry>,
    areas: Vec<AreaEntry>,
    items: Vec<ItemEntry>,
    sources: Vec<SourceEntry>,
    verdicts: Vec<VerdictEntry>,
    records: BTreeMap<String, RecordsEntry>,
    /// Files in which only layout or comments changed.
    layout: Vec<String>,
}

#[derive(Debug, Serialize)]
struct VersionEntry {
    /// `disk`, `index`, `commit`, or `none`: before the first commit.
    kind: &'static str,
    /// As it was asked for.
    name: Option<String>,
    commit: Option<String>,
    author: Option<String>,
    at: Option<String>,
    subject: Option<String>,
}

#[derive(Debug, Serialize)]
struct AreaEntry {
    id: String,
    /// `added`, `removed` or `changed`.
    change: &'static str,
    renamed_from: Option<String>,
    file_from: Option<String>,
    moved: bool,
    fields: Vec<FieldEntry>,
    /// How many items could not be compared, because a file cannot be read whole.
    unknown: usize,
}

#[derive(Debug, Serialize)]
struct ItemEntry {
    id: String,
    area: String,
    title: String,
    /// `added`, `removed` or `changed`.
    change: &'static str,
    renamed_from: Option<String>,
    joined_to: Option<String>,
    /// `order`, `parent` or `area`.
    moved: Option<&'static str>,
    /// What it hung and hangs under: an item, else the area. Null where it did not move.
    moved_from: Option<String>,
    moved_to: Option<String>,
    fields: Vec<FieldEntry>,
    ambiguous: bool,
    damaged: bool,
}

#[derive(Debug, Serialize)]
struct FieldEntry {
    field: String,
    language: Option<String>,
    old: Option<String>,
    new: Option<String>,
    /// How far apart they are, in the language of the interface.
    difference: Option<String>,
}

/// A clause of a source.
#[derive(Debug, Serialize)]
struct SourceEntry {
    /// As items cite it.
    clause: String,
    old: Option<String>,
    new: Option<String>,
    /// The items that cite it.
    cited_by: Vec<String>,
}

#[derive(Debug, Serialize)]
struct VerdictEntry {
    id: String,
    old: String,
    new: String,
}

#[derive(Debug, Serialize)]
struct RecordsEntry {
    added: Vec<String>,
    lost: Vec<String>,
    altered: Vec<String>,
}

impl ChangesEntry {
    pub fn of(words: &Words, compared: &Compared) -> Self {
        let comparison = &compared.comparison;
        let counts = ChangeCounts::of(compared);
        let areas = comparison.areas.iter();
        let items = areas
            .clone()
            .flat_map(|area| area.items.iter().map(|item| item_entry(words, compared, area, item)));
        let ids = |ids: &[FactId]| ids.iter().map(|id| id.as_str().to_owned()).collect();
        Self {
            old: version(&compared.old),
            new: version(&compared.new),
            changed: !comparison.is_empty(),
            added: counts.added,
            removed: counts.removed,
            moved: counts.moved,
            edited: counts.changed,
            strategy: comparison.strategy.iter().map(|change| strategy(words, change)).collect(),
            areas: areas.map(|area| area_entry(words, area)).collect(),
            items: items.collect(),
            sources: comparison.clauses.iter().map(source).collect(),
            verdicts: comparison
                .verdicts
                .iter()
                .map(|change| VerdictEntry {
                    id: change.id.to_string(),
                    old: change.verdict.old.name().to_owned(),
                    new: change.verdict.new.name().to_owned(),
                })
                .collect(),
            records: comparison
                .facts
                .iter()
                .map(|(by, facts)| {
                    let entry = RecordsEntry {
                        added: ids(&facts.added),
                        lost: ids(&facts.lost),
                        altered: ids(&facts.altered),
                    };
                    (by.as_str().to_owned(), entry)
                })
                .collect(),
            layout: compared.layout_only.iter().map(|file| file.raw().to_owned()).collect(),
        }
    }
}

fn version(side: &Snapshot) -> VersionEntry {
    let (kind, name) = match &side.version {
        Version::Disk => ("disk", None),
        Version::Index => ("index", None),
        Version::Beginning => ("none", None),
        Version::Revision(text) => ("commit", Some(text.raw().to_owned())),
    };
    let revision = side.revision.as_ref();
    VersionEntry {
        kind,
        name,
        commit: revision.map(|revision| revision.id.clone()),
        author: revision.map(|revision| revision.author.raw().to_owned()),
        at: revision.map(|revision| revision.at.raw().to_owned()),
        subject: revision.map(|revision| revision.subject.raw().to_owned()),
    }
}

fn kind(added: bool, removed: bool) -> &'static str {
    match (added, removed) {
        (true, _) => "added",
        (_, true) => "removed",
        _ => "changed",
    }
}

fn area_entry(words: &Words, area: &AreaChange) -> AreaEntry {
    AreaEntry {
        id: area.id.as_str().to_owned(),
        change: kind(area.is_added(), area.is_removed()),
        renamed_from: area.renamed.as_ref().map(|renamed| renamed.old.as_str().to_owned()),
        file_from: area.file.as_ref().map(|file| file.old.raw().to_owned()),
        moved: area.moved,
        fields: area.fields.iter().map(|change| field(words, change)).collect(),
        unknown: area.unknown.old + area.unknown.new,
    }
}

fn item_entry(words: &Words, compared: &Compared, area: &AreaChange, item: &ItemChange) -> ItemEntry {
    let new = item.new.map(|now| &compared.new.plan.items[now]);
    let old = item.old.map(|was| &compared.old.plan.items[was]);
    ItemEntry {
        id: item.id.to_string(),
        area: area.id.as_str().to_owned(),
        title: new.or(old).map(|item| words.choose(&item.title).to_string()).unwrap_or_default(),
        change: kind(item.is_added(), item.is_removed()),
        renamed_from: item.renamed.as_ref().map(|renamed| renamed.old.to_string()),
        joined_to: item.joined.as_ref().map(ToString::to_string),
        moved: item.moved.as_ref().map(|moved| moved.distance.name()),
        moved_from: item.moved.as_ref().zip(item.old).map(|(_, was)| above(&compared.old.plan, was)),
        moved_to: item.moved.as_ref().zip(item.new).map(|(_, now)| above(&compared.new.plan, now)),
        fields: item.fields.iter().map(|change| field(words, change)).collect(),
        ambiguous: item.ambiguous,
        damaged: item.damaged.old || item.damaged.new,
    }
}

/// Returns the id of what item `index` hangs under: an item, else its area.
fn above(plan: &Plan, index: usize) -> String {
    let item = &plan.items[index];
    let area = || plan.areas[item.area].id.as_str().to_owned();
    item.parent.map_or_else(area, |above| plan.items[above].id.to_string())
}

fn field(words: &Words, change: &FieldChange) -> FieldEntry {
    let name = change.field.name().to_owned();
    entry(words, name, change.language.clone(), (&change.said, change.difference()))
}

fn strategy(words: &Words, change: &StrategyChange) -> FieldEntry {
    entry(words, change.path(), change.language.clone(), (&change.said, change.difference()))
}

fn entry(
    words: &Words,
    field: String,
    language: Option<String>,
    (said, difference): (&Change<Option<Said>>, Option<Difference>),
) -> FieldEntry {
    let raw = |said: &Said| match said {
        Said::Text(text) => text.raw().to_owned(),
        Said::Progress(progress) => progress.name().to_owned(),
        Said::Kind(kind) => kind.name().to_owned(),
        Said::Flag(flag) => flag.to_string(),
        other => words.said(other).to_string(),
    };
    FieldEntry {
        field,
        language,
        old: said.old.as_ref().map(raw),
        new: said.new.as_ref().map(raw),
        difference: difference.map(|difference| words.difference(&difference).to_string()),
    }
}

fn source(change: &ClauseChange) -> SourceEntry {
    let raw = |said: &Option<Foreign>| said.as_ref().map(|text| text.raw().to_owned());
    SourceEntry {
        clause: change.clause.to_string(),
        old: raw(&change.said.old),
        new: raw(&change.said.new),
        cited_by: change.cited_by.iter().map(ToString::to_string).collect(),
    }
}
