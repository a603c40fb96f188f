//! What changed in a plan, in words: fields, what they say, and how far apart that is.

use super::Words;
use crate::compare::{
    Change, Difference, Distance, Facet, First, FirstChange, ItemField, Said, StrategyPart,
};
use crate::job::{Revision, Undone, Version, VersionFailure};
use crate::plan::{Number, Strategy};
use crate::text::{Foreign, Shown};

impl Words {
    /// Returns what a field is called.
    pub fn item_field(&self, strategy: &Strategy, field: &ItemField) -> Shown {
        self.say(match field {
            ItemField::Kind => "field-kind",
            ItemField::Title => "field-title",
            ItemField::Text => "field-text",
            ItemField::Progress => "field-progress",
            ItemField::Owner => "field-owner",
            ItemField::With => "field-with",
            ItemField::Start => "field-start",
            ItemField::Due => "field-due",
            ItemField::MetricName => "field-metric",
            ItemField::MetricUnit => "field-unit",
            ItemField::Baseline => "field-baseline",
            ItemField::Target => "field-target",
            ItemField::Now => "field-now",
            ItemField::Seed => "field-source",
            ItemField::Related => "field-related",
            ItemField::Was => "field-was",
            ItemField::Own(name) => {
                let known = strategy.own_fields.iter().find(|field| field.name == *name);
                return known.map_or_else(|| Shown::of(name), |field| self.choose(&field.label));
            }
        })
    }

    /// Returns what a field says.
    pub fn said(&self, said: &Said) -> Shown {
        let number = |number: &Number, unit: Option<&Foreign>| {
            let unit = unit.map(Foreign::show).unwrap_or_default();
            let args = [("value", Shown::of(&number.to_string()).into()), ("unit", unit.into())];
            self.say_with("metric-value", &args)
        };
        match said {
            Said::Text(text) => text.show(),
            Said::List(texts) => {
                let texts: Vec<Shown> = texts.iter().map(Foreign::show).collect();
                Shown::join(&texts, &self.say("list-separator"))
            }
            Said::Date(date) => Shown::of(&date.to_string()),
            Said::Number(value) => number(value, None),
            Said::Progress(progress) => self.progress(*progress),
            Said::Kind(kind) => self.kind(*kind),
            Said::Reading { reading, unit } => {
                let value = number(&reading.value, unit.as_ref());
                let Some(year) = reading.year else { return value };
                let args = [("value", value.into()), ("year", Shown::of(&year.to_string()).into())];
                self.say_with("metric-in-year", &args)
            }
            Said::Flag(flag) => self.say(if *flag { "yes" } else { "no" }),
        }
    }

    /// Says how far apart two values are.
    pub fn difference(&self, difference: &Difference) -> Shown {
        let count = |id: &str, count: i32| {
            let size = usize::try_from(count.unsigned_abs()).unwrap_or(usize::MAX);
            self.say_with(id, &[("count", size.into())])
        };
        let step = |step: &crate::compare::Step, unit: &Option<Foreign>| {
            let size = Shown::of(&step.size);
            if unit.as_ref().is_some_and(is_percent) {
                let id = match (step.down, step.size == "1") {
                    (false, true) => "difference-point-more",
                    (false, false) => "difference-points-more",
                    (true, true) => "difference-point-less",
                    (true, false) => "difference-points-less",
                };
                return self.say_with(id, &[("size", size.into())]);
            }
            let unit = unit.as_ref().map(Foreign::show).unwrap_or_default();
            let args = [("size", size.into()), ("unit", unit.into())];
            self.say_with(if step.down { "difference-less" } else { "difference-more" }, &args)
        };
        let parts = match difference {
            Difference::Months(months @ 1..) => vec![count("difference-months-later", *months)],
            Difference::Months(months) => vec![count("difference-months-earlier", *months)],
            Difference::Days(days @ 1..) => vec![count("difference-days-later", *days)],
            Difference::Days(days) => vec![count("difference-days-earlier", *days)],
            Difference::Number { step: size, unit } => vec![step(size, unit)],
            Difference::Reading { step: size, unit, years } => {
                let years = years.map(|years| match years {
                    1.. => count("difference-years-later", years),
                    _ => count("difference-years-earlier", years),
                });
                size.iter().map(|size| step(size, unit)).chain(years).collect()
            }
            Difference::List { added, removed, first } => {
                let first = first.as_ref().map(|FirstChange { meaning, change: Change { old, new } }| {
                    let id = match meaning {
                        First::Leads => "difference-first-leads",
                        First::Approves => "difference-first-approves",
                        First::Preferred => "difference-first-language",
                    };
                    self.say_with(id, &[("old", old.into()), ("new", new.into())])
                });
                let list = |id: &str, texts: &[Foreign]| {
                    let texts: Vec<Shown> = texts.iter().map(Foreign::show).collect();
                    let texts = Shown::join(&texts, &self.say("list-separator"));
                    (!texts.is_empty()).then(|| self.say_with(id, &[("texts", texts.into())]))
                };
                let told = [first, list("difference-added", added), list("difference-removed", removed)];
                let told: Vec<Shown> = told.into_iter().flatten().collect();
                if told.is_empty() { vec![self.say("difference-order")] } else { told }
            }
        };
        Shown::join(&parts, &self.say("clause-separator"))
    }

    /// Says how far an item moved: into which area, and under which item, where it is no goal there.
    pub fn moved(&self, distance: Distance, area: &Shown, parent: Option<&Shown>) -> Shown {
        let id = match (distance, parent) {
            (Distance::Order, _) => return self.say("moved-order"),
            (Distance::Parent, Some(_)) => "moved-parent",
            (Distance::Parent, None) => "moved-top",
            (Distance::Area, Some(_)) => "moved-area-parent",
            (Distance::Area, None) => "moved-area",
        };
        let parent = parent.cloned().unwrap_or_default();
        self.say_with(id, &[("area", area.clone().into()), ("parent", parent.into())])
    }

    /// Returns what a part of the strategy is called.
    pub fn strategy_part(&self, part: &StrategyPart, facet: Option<Facet>) -> Shown {
        let (id, name) = match part {
            StrategyPart::Title => ("field-title", None),
            StrategyPart::Languages => ("strategy-languages", None),
            StrategyPart::Covers => ("strategy-covers", None),
            StrategyPart::Cite => ("strategy-cite", None),
            StrategyPart::Commit => ("strategy-commit", None),
            StrategyPart::Publish => ("strategy-publish", None),
            StrategyPart::Suspect => ("strategy-suspect", None),
            StrategyPart::Rule => ("strategy-rule", None),
            StrategyPart::Required => ("strategy-required", None),
            StrategyPart::Computed => ("strategy-computed", None),
            StrategyPart::Statuses => ("strategy-statuses", None),
            StrategyPart::Reviewer(name) => ("strategy-reviewer", Some(name)),
            StrategyPart::Status(name) => ("strategy-status", Some(name)),
            StrategyPart::Field(name) => ("strategy-field", Some(name)),
            StrategyPart::Query(name) => ("strategy-query", Some(name)),
        };
        let mut said =
            self.say_with(id, &name.map(|name| ("name", name.into())).into_iter().collect::<Vec<_>>());
        if let Some(facet) = facet {
            said.push(&Shown::own(" "));
            said.push(&self.say(&format!("facet-{}", facet.name())));
        }
        said
    }

    /// Names a version, with what is known of its commit.
    pub fn version(&self, version: &Version, revision: Option<&Revision>) -> Shown {
        match version {
            Version::Disk => self.say("version-disk"),
            Version::Index => self.say("version-index"),
            Version::Beginning => self.say("version-beginning"),
            Version::Revision(text) => match revision {
                None => text.show().one_line(),
                Some(revision) => {
                    // Who names a commit by its id is not told the id again.
                    let named = revision.id != text.raw();
                    let id = if named { "version-revision" } else { "version-commit" };
                    let args = [
                        ("name", text.show().one_line().into()),
                        ("id", Shown::of(revision.short()).into()),
                        ("day", (&revision.day()).into()),
                        ("author", revision.author.show().one_line().into()),
                    ];
                    self.say_with(id, &args)
                }
            },
        }
    }

    /// Says why a version cannot be read, and what to do.
    pub fn no_version(&self, failure: &VersionFailure) -> Shown {
        match failure {
            VersionFailure::Git(failure) => self.repository_failed(failure, Undone::ReadVersion),
            VersionFailure::Unknown { text, nearest } => {
                let mut said = self.say_with("version-unknown", &[("text", text.into())]);
                if !nearest.is_empty() {
                    let names: Vec<Shown> = nearest.iter().map(Foreign::show).collect();
                    let names = Shown::join(&names, &self.say("list-separator"));
                    said.push(&self.say_with("version-nearest", &[("names", names.into())]));
                }
                said
            }
            VersionFailure::BeforeFirst { text } => {
                self.say_with("version-before-first", &[("text", text.into())])
            }
            VersionFailure::Cut { text } => self.say_with("version-cut", &[("text", text.into())]),
        }
    }
}

/// Tells whether a unit counts hundredths, so that a difference is one of percentage points.
fn is_percent(unit: &Foreign) -> bool {
    let unit = unit.raw().trim();
    matches!(unit, "%" | "％") || ["percent", "per cent"].iter().any(|word| unit.eq_ignore_ascii_case(word))
}
