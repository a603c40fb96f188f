//! Queries: what is wrong with one, and what the parts of one mean, as people read it.

use super::{Arg, Words};
use crate::plan::Plan;
use crate::review::Attention;
use crate::search::query::{AskedStale, Part, QueryFault, QueryField, Suggestion};
use crate::text::Shown;

impl Words {
    /// Returns the sentence that says what is wrong: `query-<name>` of the catalogue.
    pub fn query_fault(&self, fault: &QueryFault) -> Shown {
        let own = |text: &str| Arg::from(Shown::of(text));
        let field = |field: QueryField| ("field", Arg::from(self.field_as_typed(field)));
        let args: Vec<(&'static str, Arg)> = match fault {
            QueryFault::UnknownField { name, nearest } => {
                // In the script one is typing anyway.
                let [english, chinese] = nearest.map(QueryField::names).unwrap_or_default();
                let near = Shown::own(if name.is_ascii() { english } else { chinese });
                let near = nearest.map(|_| ("near", near.into()));
                std::iter::once(("name", own(name))).chain(near).collect()
            }
            QueryFault::NoValue { field: of } | QueryFault::NotADay { field: of } => vec![field(*of)],
            QueryFault::UnknownValue { field: of, value, nearest, known } => {
                let mut args = vec![field(*of), ("value", own(value))];
                if let Some(near) = nearest {
                    args.push(("near", own(near)));
                } else if !known.is_empty() {
                    let known: Vec<Shown> = known.iter().map(|known| Shown::of(known)).collect();
                    args.push(("known", Shown::join(&known, &self.say("list-separator")).into()));
                }
                args
            }
            QueryFault::BadDay { field: of, value } => vec![field(*of), ("value", own(value))],
            QueryFault::NotCompared { revision } => vec![("value", own(revision))],
            QueryFault::NoVersion { value, nearest } => {
                vec![("value", own(value)), ("nearest", own(nearest.as_deref().unwrap_or_default()))]
            }
            QueryFault::BeforeFirst { value } | QueryFault::Cut { value } => vec![("value", own(value))],
            QueryFault::NobodyIsMe | QueryFault::NoHistory | QueryFault::TooLong => Vec::new(),
            QueryFault::InItself { name } => vec![("name", own(name))],
            QueryFault::InSaved { name, fault } => {
                vec![("name", own(name)), ("said", self.query_fault(fault).into())]
            }
        };
        self.say_with(&format!("query-{}", fault.name()), &args)
    }

    /// Returns the name of a field as one would type it in this language.
    fn field_as_typed(&self, field: QueryField) -> Shown {
        let [english, chinese] = field.names();
        Shown::own(if self.interface().tag() == "zh" { chinese } else { english })
    }

    /// Says what a suggestion means, where that is not what is typed already.
    pub fn suggestion(&self, plan: &Plan, what: &Suggestion) -> Shown {
        match what {
            Suggestion::Field(field) => {
                let [english, _] = field.names();
                self.say(&format!("query-field-{english}"))
            }
            Suggestion::Status(status) => self.status(&plan.strategy, status),
            Suggestion::Area(area) => {
                plan.areas.get(*area).map(|area| self.choose(&area.title).one_line()).unwrap_or_default()
            }
            Suggestion::Reviewer(id) => {
                let name = plan.strategy.reviewer(id).and_then(|reviewer| reviewer.name.as_ref());
                name.map(|name| name.show().one_line()).unwrap_or_default()
            }
            Suggestion::Me => self.say("query-me"),
            Suggestion::Reason => self.say("query-reason"),
            Suggestion::Verdict(verdict) => self.verdict(&plan.strategy, verdict),
            Suggestion::Adopted => self.say("query-adopted"),
            Suggestion::None => self.say("query-none"),
            Suggestion::Stale(asked) => self.say(match asked {
                AskedStale::Unchanged => "query-unchanged",
                AskedStale::Again(Attention::Changed) => "query-changed",
                AskedStale::Again(Attention::AboveChanged) => "sign-suspect",
                AskedStale::Again(Attention::Contradicting) => "sign-contradicting",
                AskedStale::Again(Attention::Split) => "sign-split",
            }),
            Suggestion::Kind(kind) => self.kind(*kind),
            Suggestion::Progress(progress) => self.progress(*progress),
            Suggestion::Part(part) => self.part(*part),
            Suggestion::Saved(text) => text.show().one_line(),
        }
    }

    fn part(&self, part: Part) -> Shown {
        self.say(match part {
            Part::Note => "notes",
            Part::Missing => "query-missing",
            Part::Text => "field-text",
            Part::Owner => "field-owner",
            Part::Start => "field-start",
            Part::Due => "field-due",
            Part::Metric => "field-metric",
            Part::Related => "field-related",
            Part::Seed => "field-source",
        })
    }
}
