//! What a strategy says, part by part, old and new: title, rules, reviewers, statuses, fields and queries.

use std::collections::{BTreeMap, BTreeSet};

use super::{Change, Difference, First, Said};
use crate::plan::{Localized, Strategy};
use crate::text::Foreign;

/// A part of a strategy, in the order in which changes are told.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StrategyPart {
    Title,
    Languages,
    Covers,
    Cite,
    Commit,
    Publish,
    Suspect,
    Rule,
    /// The roles without whose approval nothing is approved.
    Required,
    /// Whether this version can compute verdicts: false under a rule it does not know, and where the file has an error.
    Computed,
    /// The reviewer of this id.
    Reviewer(Foreign),
    /// The ids of all statuses, in their order: the first approves.
    Statuses,
    /// The status of this id.
    Status(Foreign),
    /// The field of this name.
    Field(Foreign),
    /// The saved query of this name.
    Query(Foreign),
}

/// What of a reviewer, a status or a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    Name,
    Email,
    Role,
    From,
    Until,
    Key,
    Symbol,
    Settles,
    Reason,
    Type,
    Covered,
}

impl Facet {
    pub const ALL: [Self; 11] = [
        Self::Name,
        Self::Email,
        Self::Role,
        Self::From,
        Self::Until,
        Self::Key,
        Self::Symbol,
        Self::Settles,
        Self::Reason,
        Self::Type,
        Self::Covered,
    ];

    /// Returns the word used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Email => "email",
            Self::Role => "role",
            Self::From => "from",
            Self::Until => "until",
            Self::Key => "key",
            Self::Symbol => "symbol",
            Self::Settles => "settles",
            Self::Reason => "reason",
            Self::Type => "type",
            Self::Covered => "covered",
        }
    }
}

/// A part of a strategy that says something else than before.
#[derive(Clone, Debug, PartialEq)]
pub struct StrategyChange {
    pub part: StrategyPart,
    /// `None` where the part as a whole is meant: it came, or went, or has only one thing to say.
    pub facet: Option<Facet>,
    /// The tag of the language, where it is a text in several.
    pub language: Option<String>,
    pub said: Change<Option<Said>>,
}

impl StrategyChange {
    /// Returns how far the two sides are apart.
    pub fn difference(&self) -> Option<Difference> {
        self.said.difference(match self.part {
            StrategyPart::Statuses => Some(First::Approves),
            StrategyPart::Languages => Some(First::Preferred),
            _ => None,
        })
    }

    /// Returns where it stands in the file, for example `reviewer.jia.role`.
    pub fn path(&self) -> String {
        let (key, name) = match &self.part {
            StrategyPart::Title => ("title", None),
            StrategyPart::Languages => ("languages", None),
            StrategyPart::Covers => ("covers", None),
            StrategyPart::Cite => ("cite", None),
            StrategyPart::Commit => ("commit", None),
            StrategyPart::Publish => ("publish", None),
            StrategyPart::Suspect => ("suspect", None),
            StrategyPart::Rule => ("verdict.rule", None),
            StrategyPart::Required => ("verdict.required", None),
            StrategyPart::Computed => ("verdict", None),
            StrategyPart::Statuses => ("status", None),
            StrategyPart::Reviewer(name) => ("reviewer", Some(name)),
            StrategyPart::Status(name) => ("status", Some(name)),
            StrategyPart::Field(name) => ("fields", Some(name)),
            StrategyPart::Query(name) => ("query", Some(name)),
        };
        let parts = [Some(key), name.map(Foreign::raw), self.facet.map(Facet::name)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(".")
    }
}

type Name = (StrategyPart, Option<Facet>, Option<String>);

#[derive(Debug, Default)]
struct Saying(BTreeMap<Name, Said>);

impl Saying {
    fn put(&mut self, part: &StrategyPart, facet: Option<Facet>, said: Option<Said>) {
        if let Some(said) = said {
            self.0.insert((part.clone(), facet, None), said);
        }
    }

    fn texts(&mut self, part: &StrategyPart, facet: Option<Facet>, texts: &Localized) {
        for (tag, text) in texts.iter() {
            self.0.insert((part.clone(), facet, Some(tag.to_owned())), Said::Text(text.clone()));
        }
    }

    fn list(&mut self, part: &StrategyPart, texts: impl IntoIterator<Item = String>) {
        let texts: Vec<Foreign> = texts.into_iter().map(Foreign::new).collect();
        self.put(part, None, (!texts.is_empty()).then_some(Said::List(texts)));
    }
}

fn of(strategy: &Strategy) -> Saying {
    let mut saying = Saying::default();
    let text = |text: &Option<Foreign>| text.clone().map(Said::Text);
    saying.texts(&StrategyPart::Title, None, &strategy.title);
    saying.list(&StrategyPart::Languages, strategy.languages.iter().cloned());
    // Their order does not matter, nor does a name that stands twice.
    let covers: BTreeSet<String> = strategy.covers.iter().map(|field| field.name().to_owned()).collect();
    saying.list(&StrategyPart::Covers, covers);
    saying.put(&StrategyPart::Cite, None, Some(Said::Text(strategy.cite.name().into())));
    saying.put(&StrategyPart::Commit, None, Some(Said::Text(strategy.commit.name().into())));
    saying.put(&StrategyPart::Publish, None, Some(Said::Text(strategy.publish.name().into())));
    saying.put(&StrategyPart::Suspect, None, Some(Said::Text(strategy.suspect.name().into())));
    saying.put(&StrategyPart::Rule, None, Some(Said::Text(strategy.rule.name().into())));
    saying.list(&StrategyPart::Required, strategy.required.iter().map(|role| role.raw().to_owned()));
    saying.put(&StrategyPart::Computed, None, Some(Said::Flag(!strategy.unknown_rule)));
    for reviewer in &strategy.reviewers {
        let part = StrategyPart::Reviewer(reviewer.id.as_str().into());
        saying.put(&part, None, Some(Said::Text(reviewer.id.as_str().into())));
        saying.put(&part, Some(Facet::Name), text(&reviewer.name));
        saying.put(&part, Some(Facet::Email), text(&reviewer.email));
        saying.put(&part, Some(Facet::Role), text(&reviewer.role));
        saying.put(&part, Some(Facet::From), reviewer.from.map(Said::Date));
        saying.put(&part, Some(Facet::Until), reviewer.until.map(Said::Date));
    }
    saying
        .list(&StrategyPart::Statuses, strategy.statuses.iter().map(|status| status.id.as_str().to_owned()));
    for status in &strategy.statuses {
        let part = StrategyPart::Status(status.id.as_str().into());
        saying.put(&part, None, Some(Said::Text(status.id.as_str().into())));
        saying.texts(&part, Some(Facet::Name), &status.name);
        saying.put(&part, Some(Facet::Key), Some(Said::Text(status.key.to_string().into())));
        saying.put(&part, Some(Facet::Symbol), Some(Said::Text(status.symbol.to_string().into())));
        saying.put(&part, Some(Facet::Settles), Some(Said::Flag(status.settles)));
        saying.put(&part, Some(Facet::Reason), Some(Said::Flag(status.reason)));
    }
    for field in &strategy.own_fields {
        let part = StrategyPart::Field(field.name.as_str().into());
        saying.put(&part, None, Some(Said::Text(field.name.as_str().into())));
        saying.texts(&part, Some(Facet::Name), &field.label);
        saying.put(&part, Some(Facet::Type), Some(Said::Text(field.kind.name().into())));
        saying.put(&part, Some(Facet::Covered), Some(Said::Flag(field.covered)));
    }
    for query in &strategy.queries {
        saying.put(&StrategyPart::Query(query.name.clone()), None, Some(Said::Text(query.text.clone())));
    }
    saying
}

/// Returns what two strategies say otherwise. Of what came or went as a whole, only that is told.
pub(super) fn changes(old: &Strategy, new: &Strategy) -> Vec<StrategyChange> {
    let (mut was, mut is) = (of(old), of(new));
    let one_sided: BTreeSet<StrategyPart> = was
        .0
        .keys()
        .chain(is.0.keys())
        .filter(|(_, facet, _)| facet.is_some())
        .map(|(part, _, _)| part)
        .filter(|part| {
            let whole = ((*part).clone(), None, None);
            was.0.contains_key(&whole) != is.0.contains_key(&whole)
        })
        .cloned()
        .collect();
    let names: BTreeSet<Name> = was.0.keys().chain(is.0.keys()).cloned().collect();
    let change = |name: Name| {
        let said = Change { old: was.0.remove(&name), new: is.0.remove(&name) };
        let same = match (&said.old, &said.new) {
            (Some(old), Some(new)) => old.means(new),
            _ => false,
        };
        let (part, facet, language) = name;
        let told = !same && (facet.is_none() || !one_sided.contains(&part));
        told.then_some(StrategyChange { part, facet, language, said })
    };
    names.into_iter().filter_map(change).collect()
}
