//! What holds for the plan as a whole: its title and languages, who reviews, which statuses there are, and its rules.

use jiff::civil::Date;

use super::{Field, Localized, OwnField, Place, ReviewerId};
use crate::text::Foreign;

/// The id of a status, for example `approved`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StatusId(String);

impl StatusId {
    /// Takes any text: a record may name a status that the strategy no longer defines.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a reviewer can say of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    pub id: StatusId,
    pub name: Localized,
    /// The key that records it.
    pub key: char,
    /// Where that key stands; nowhere for the statuses of every strategy.
    pub key_place: Place,
    /// One narrow character that stands for it on the screen.
    pub symbol: char,
    /// Whether it settles the item, so that nothing more is asked of the reviewer.
    pub settles: bool,
    /// Whether it wants a reason.
    pub reason: bool,
}

impl Status {
    /// The letters that no command of the program has where marks can be made, now or later (`docs/format.md`, section 3).
    pub const KEYS: [char; 10] = ['a', 'd', 'e', 'p', 'r', 'x', 'T', 'V', 'W', 'X'];
}

/// Somebody who reviews the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewer {
    pub id: ReviewerId,
    pub name: Option<Foreign>,
    pub email: Option<Foreign>,
    pub role: Option<Foreign>,
    pub from: Option<Date>,
    pub until: Option<Date>,
}

impl Reviewer {
    /// Tells whether the term of the reviewer runs on `day`; it begins with `from` and ends with the end of `until`.
    pub fn is_in_office(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// A query that has a name, so that others can use it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedQuery {
    pub name: Foreign,
    /// In the language that `docs/search.md` describes.
    pub text: Foreign,
    pub place: Place,
}

/// Whether every item must cite a clause, and every clause be cited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CitationRule {
    Required,
    #[default]
    Hint,
    /// Nobody minds.
    None,
}

impl CitationRule {
    pub const ALL: [Self; 3] = [Self::Required, Self::Hint, Self::None];

    /// Returns the word used in `strategy.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Hint => "hint",
            Self::None => "none",
        }
    }
}

/// When what was recorded is committed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CommitWhen {
    /// Asks on leaving.
    #[default]
    Ask,
    /// Without asking, on leaving.
    OnQuit,
    /// After each fact.
    Each,
    Never,
}

impl CommitWhen {
    pub const ALL: [Self; 4] = [Self::Ask, Self::OnQuit, Self::Each, Self::Never];

    /// Returns the word used in `strategy.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ask => "ask",
            Self::OnQuit => "on-quit",
            Self::Each => "each",
            Self::Never => "never",
        }
    }
}

/// When settled verdicts are written into the plan files, for readers of the files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PublishWhen {
    #[default]
    Never,
    /// When somebody asks for it.
    Ask,
    /// At the end of each meeting, and when somebody asks for it.
    Meeting,
}

impl PublishWhen {
    pub const ALL: [Self; 3] = [Self::Never, Self::Ask, Self::Meeting];

    /// Returns the word used in `strategy.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Ask => "ask",
            Self::Meeting => "meeting",
        }
    }
}

/// What makes a mark suspect though its item reads as it did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SuspectWhen {
    #[default]
    Nothing,
    /// A change of what its item hangs under.
    Parents,
}

impl SuspectWhen {
    pub const ALL: [Self; 2] = [Self::Nothing, Self::Parents];

    /// Returns the word used in `strategy.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Parents => "parents",
        }
    }
}

/// How the marks of several reviewers become one verdict (`docs/format.md`, section 8).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rule {
    /// Everybody who is asked approves; anybody's objection blocks.
    #[default]
    All,
    /// One approval is enough; anybody's objection blocks.
    Any,
    /// What more than half of those who are asked say.
    Majority,
    /// The required roles approve; anybody's objection blocks.
    Required,
    /// What the chair says.
    Chair,
}

impl Rule {
    pub const ALL: [Self; 5] = [Self::All, Self::Any, Self::Majority, Self::Required, Self::Chair];

    /// The role whose word decides under [`Rule::Chair`].
    pub const CHAIR: &'static str = "chair";

    /// Returns the word used in `strategy.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Any => "any",
            Self::Majority => "majority",
            Self::Required => "required",
            Self::Chair => "chair",
        }
    }
}

/// What `strategy.toml` says.
#[derive(Clone, Debug, PartialEq)]
pub struct Strategy {
    pub title: Localized,
    /// Tags; the first is the language of plain strings.
    pub languages: Vec<String>,
    /// Empty where anybody may review.
    pub reviewers: Vec<Reviewer>,
    /// The first approves; every other one stands in the way of approval.
    pub statuses: Vec<Status>,
    pub covers: Vec<Field>,
    pub cite: CitationRule,
    pub commit: CommitWhen,
    pub publish: PublishWhen,
    pub suspect: SuspectWhen,
    pub own_fields: Vec<OwnField>,
    /// In the order of the file.
    pub queries: Vec<SavedQuery>,
    pub rule: Rule,
    /// The roles without whose approval nothing is approved, under every rule.
    pub required: Vec<Foreign>,
    /// The day for which it is asked whose term runs; on no day in particular, everybody's does.
    pub day: Option<Date>,
    /// A verdict rule this version does not know, or a file with an error in it: no item can count as approved.
    pub unknown_rule: bool,
}

impl Strategy {
    /// Returns the language of plain strings.
    pub fn first_language(&self) -> &str {
        self.languages.first().map_or("zh", String::as_str)
    }

    /// Finds a status by its id.
    pub fn status(&self, id: &StatusId) -> Option<&Status> {
        self.statuses.iter().find(|status| &status.id == id)
    }

    /// Returns the status that approves.
    pub fn approval(&self) -> Option<&Status> {
        self.statuses.first()
    }

    /// Finds a listed reviewer.
    pub fn reviewer(&self, id: &ReviewerId) -> Option<&Reviewer> {
        self.reviewers.iter().find(|reviewer| &reviewer.id == id)
    }

    /// Returns the role of a listed reviewer.
    pub fn role_of(&self, id: &ReviewerId) -> Option<&Foreign> {
        self.reviewer(id)?.role.as_ref()
    }

    /// Returns the reviewers who are asked for their word: those whose term runs.
    pub fn asked(&self) -> impl Iterator<Item = &Reviewer> {
        self.reviewers.iter().filter(|reviewer| self.day.is_none_or(|day| reviewer.is_in_office(day)))
    }

    /// Returns the roles that the rule speaks of.
    pub fn deciding_roles(&self) -> impl Iterator<Item = &str> {
        let chair = (self.rule == Rule::Chair).then_some(Rule::CHAIR);
        chair.into_iter().chain(self.required.iter().map(Foreign::raw))
    }

    /// Tells whether the term of a reviewer is over, so that nobody can ask for another word.
    pub fn has_left(&self, reviewer: &Reviewer) -> bool {
        self.day.zip(reviewer.until).is_some_and(|(day, until)| until < day)
    }

    /// Returns the fields that marks cover: the listed ones, then the strategy's own that say so.
    pub fn covered(&self) -> Vec<Field> {
        let own =
            self.own_fields.iter().filter(|field| field.covered).map(|field| Field::Own(field.name.clone()));
        let mut all: Vec<Field> = self.covers.iter().cloned().chain(own).collect();
        all.sort();
        all.dedup();
        all
    }
}

impl Default for Strategy {
    fn default() -> Self {
        Self {
            title: Localized::default(),
            languages: vec!["zh".into(), "en".into()],
            reviewers: Vec::new(),
            statuses: default_statuses(),
            covers: Field::COVERED.to_vec(),
            cite: CitationRule::default(),
            commit: CommitWhen::default(),
            publish: PublishWhen::default(),
            suspect: SuspectWhen::default(),
            own_fields: Vec::new(),
            queries: Vec::new(),
            rule: Rule::default(),
            required: Vec::new(),
            day: None,
            unknown_rule: false,
        }
    }
}

/// The five statuses of every strategy that names none of its own (design: "status").
fn default_statuses() -> Vec<Status> {
    let rows = [
        ("approved", "通过", "approved", 'a', '✓', true, false),
        ("revise", "需修改", "revise", 'r', '✗', false, true),
        ("discuss", "待议", "discuss", 'd', '?', false, true),
        ("deferred", "暂缓", "deferred", 'p', '»', false, true),
        ("rejected", "不同意", "rejected", 'x', '⊘', true, true),
    ];
    rows.into_iter()
        .map(|(id, zh, en, key, symbol, settles, reason)| Status {
            id: StatusId::new(id),
            name: Localized::new(vec![("zh".into(), zh.into()), ("en".into(), en.into())]),
            key,
            key_place: Place::default(),
            symbol,
            settles,
            reason,
        })
        .collect()
}
