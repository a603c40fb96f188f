//! Lines that were begun and are not recorded: what each is, on what, for whom, and how far it was typed.

use crate::plan::{ItemId, ReviewerId};
use crate::review::drafting::names;
use crate::review::{Deed, FactId, Quote, Step, Votes};
use crate::text::Foreign;

/// A line that was begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub purpose: Purpose,
    /// The reviewer on whose behalf it is to be recorded.
    pub on_behalf: Option<ReviewerId>,
    pub text: String,
    /// The latest fact of the reviewer when the line was opened: what the line became was recorded after it.
    pub after: Option<FactId>,
}

/// What a line is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    Note(NoteDraft),
    /// Something asked before a meeting begins.
    Begin(Beginning),
    /// Something said in a meeting.
    Say {
        meeting: FactId,
        saying: Saying,
    },
    /// The version to compare with.
    Version,
}

/// A note, and all that makes it more than a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteDraft {
    /// The item it is on.
    pub item: ItemId,
    /// Other items that were marked in the same stroke and get the same reason.
    pub also: Vec<ItemId>,
    pub kind: NoteKind,
    /// It says that something is missing under the item.
    pub missing: bool,
}

/// What a note is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoteKind {
    Comment,
    /// A comment on these words.
    Quote(Quote),
    /// The reason of the reviewer's own mark.
    Reason,
    /// An answer to this note.
    Answer(FactId),
}

/// A meeting that is about to begin, as far as the questions about it are answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beginning {
    /// What is being asked; the text of the line is the answer.
    pub field: BeginningField,
    /// The query was typed, and not chosen from the list.
    pub typed: bool,
    pub query: String,
    pub items: Vec<ItemId>,
    pub title: String,
    /// `None` while that was not asked.
    pub present: Option<String>,
    /// Planned minutes for each item; `None` while that was not asked.
    pub minutes: Option<String>,
}

/// A question about a meeting that is about to begin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BeginningField {
    /// What the agenda is made of.
    Query,
    #[default]
    Title,
    Present,
    Minutes,
}

impl BeginningField {
    pub const ALL: [Self; 4] = [Self::Query, Self::Title, Self::Present, Self::Minutes];

    /// Returns the name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::Title => "title",
            Self::Present => "present",
            Self::Minutes => "minutes",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }
}

/// Something said in a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saying {
    Votes(ItemId),
    /// The decision in words.
    Decision(ItemId),
    Action(ActionDraft),
    /// Why the item is put off.
    Park(ItemId),
    Present,
}

/// Something to be done, as far as the questions about it are answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionDraft {
    pub item: ItemId,
    /// What is being asked; the text of the line is the answer.
    pub field: ActionField,
    pub text: String,
    /// `None` while that was not asked.
    pub owner: Option<String>,
    /// `None` while that was not asked.
    pub due: Option<String>,
}

/// A question about something to be done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ActionField {
    #[default]
    Text,
    Owner,
    Due,
}

impl ActionField {
    pub const ALL: [Self; 3] = [Self::Text, Self::Owner, Self::Due];

    /// Returns the name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Owner => "owner",
            Self::Due => "due",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }
}

/// Puts `draft` among `drafts` as the latest, in place of the same line that was left before.
pub fn keep(drafts: &mut Vec<Draft>, draft: Draft) {
    if draft.is_blank() {
        return;
    }
    // What was one reason of several marks becomes one line again.
    if let Purpose::Note(note @ NoteDraft { kind: NoteKind::Reason, .. }) = &draft.purpose
        && let Some(last) = drafts.last_mut()
        && (&last.text, &last.on_behalf) == (&draft.text, &draft.on_behalf)
        && let Purpose::Note(kept @ NoteDraft { kind: NoteKind::Reason, .. }) = &mut last.purpose
        && kept.missing == note.missing
    {
        for item in note.items() {
            if !kept.items().any(|known| known == item) {
                kept.also.push(item.clone());
            }
        }
        return;
    }
    drafts.retain(|kept| !kept.is_line_of(&draft.purpose, draft.on_behalf.as_ref()));
    drafts.push(draft);
}

impl Draft {
    /// Returns the draft with its text among the answers, so that nothing of it is in the line alone.
    fn answered(mut self) -> Self {
        let text = self.text.clone();
        match &mut self.purpose {
            Purpose::Begin(beginning) => match beginning.field {
                BeginningField::Query => beginning.query = text,
                BeginningField::Title => beginning.title = text,
                BeginningField::Present => beginning.present = Some(text).filter(|text| !text.is_empty()),
                BeginningField::Minutes => beginning.minutes = Some(text),
            },
            Purpose::Say { saying: Saying::Action(action), .. } => match action.field {
                ActionField::Text => action.text = text,
                ActionField::Owner => action.owner = Some(text).filter(|text| !text.is_empty()),
                ActionField::Due => action.due = Some(text),
            },
            _ => {}
        }
        self
    }

    /// Goes back to the first question, with the answers that were given.
    #[must_use]
    pub fn from_the_first(self) -> Self {
        let mut draft = self.answered();
        match &mut draft.purpose {
            Purpose::Begin(beginning) => {
                let (field, text) = if beginning.typed {
                    (BeginningField::Query, &beginning.query)
                } else {
                    (BeginningField::Title, &beginning.title)
                };
                beginning.field = field;
                draft.text.clone_from(text);
            }
            Purpose::Say { saying: Saying::Action(action), .. } => {
                action.field = ActionField::Text;
                draft.text.clone_from(&action.text);
            }
            _ => {}
        }
        draft
    }

    /// Tells whether nothing was typed.
    pub fn is_blank(&self) -> bool {
        let blank = |text: &str| text.trim().is_empty();
        let answers_are_blank = match &self.purpose {
            Purpose::Begin(Beginning { typed, query, title, present, minutes, .. }) => {
                let typed = if *typed { query.as_str() } else { "" };
                let rest = present.iter().chain(minutes).all(|text| blank(text));
                blank(typed) && blank(title) && rest
            }
            Purpose::Say { saying: Saying::Action(ActionDraft { text, .. }), .. } => blank(text),
            _ => true,
        };
        blank(&self.text) && answers_are_blank
    }

    /// Tells whether `deed` is what the line becomes where it is taken as it is.
    pub fn became(&self, deed: &Deed) -> bool {
        let text = self.text.trim();
        let says = |said: &Option<Foreign>| said.as_ref().is_some_and(|said| said.raw() == text);
        match (&self.purpose, deed) {
            (Purpose::Note(draft), Deed::Note(note)) => {
                let answers = match &draft.kind {
                    NoteKind::Answer(to) => note.re.as_ref() == Some(to),
                    _ => true,
                };
                answers
                    && note.item == draft.item
                    && note.on_behalf == self.on_behalf
                    && note.text.raw() == text
            }
            (Purpose::Begin(beginning), Deed::Meeting(Step::Begin(begin))) => {
                let title = begin.title.as_ref().map(Foreign::raw).unwrap_or_default();
                beginning.field == BeginningField::Minutes
                    && title == beginning.title
                    && begin.agenda.items == beginning.items
            }
            (Purpose::Say { meeting, saying }, deed) if deed.meeting() == Some(meeting) => {
                match (saying, deed) {
                    (Saying::Votes(item), Deed::Outcome(outcome)) => {
                        outcome.item == *item
                            && outcome.votes.is_some()
                            && outcome.votes == Votes::parse(text)
                    }
                    (Saying::Decision(item), Deed::Outcome(outcome)) => {
                        outcome.item == *item && says(&outcome.text)
                    }
                    (Saying::Park(item), Deed::Park(park)) => park.item == *item && says(&park.text),
                    (Saying::Action(draft), Deed::Action(action)) => {
                        draft.field == ActionField::Due
                            && action.item.as_ref() == Some(&draft.item)
                            && action.text.raw() == draft.text
                    }
                    (Saying::Present, Deed::Meeting(Step::Present { present, .. })) => {
                        *present == names(text)
                    }
                    _ => false,
                }
            }
            _ => false,
        }
    }

    /// Tells whether this is the line that `purpose` opens for the same reviewer, whatever was typed in it.
    pub fn is_line_of(&self, purpose: &Purpose, on_behalf: Option<&ReviewerId>) -> bool {
        self.on_behalf.as_ref() == on_behalf && self.purpose.is_same_line(purpose)
    }
}

impl Purpose {
    /// Tells whether one key at one place opens both lines.
    fn is_same_line(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Note(note), Self::Note(other)) => {
                (&note.item, &note.also, &note.kind) == (&other.item, &other.also, &other.kind)
            }
            (Self::Begin(one), Self::Begin(other)) => {
                one.typed == other.typed && (one.typed || one.query == other.query)
            }
            (Self::Say { meeting: one_meeting, saying }, Self::Say { meeting, saying: other }) => {
                let same = match (saying, other) {
                    (Saying::Action(one), Saying::Action(other)) => one.item == other.item,
                    (one, other) => one == other,
                };
                one_meeting == meeting && same
            }
            (one, other) => one == other,
        }
    }

    /// Tells whether a line that was closed is kept. A version is given up with its line.
    pub fn outlives_its_line(&self) -> bool {
        match self {
            Self::Note(_) | Self::Begin(_) | Self::Say { .. } => true,
            Self::Version => false,
        }
    }

    /// Tells whether the line is written on where it was left. A number, a day or names are given anew instead.
    pub fn is_prose(&self) -> bool {
        match self {
            Self::Note(_) | Self::Version => true,
            Self::Begin(beginning) => {
                matches!(beginning.field, BeginningField::Query | BeginningField::Title)
            }
            Self::Say { saying, .. } => match saying {
                Saying::Decision(_) | Saying::Park(_) => true,
                Saying::Action(action) => action.field == ActionField::Text,
                Saying::Votes(_) | Saying::Present => false,
            },
        }
    }

    /// Returns the items it is on, the one that is shown first.
    pub fn items(&self) -> Vec<&ItemId> {
        match self {
            Self::Note(note) => note.items().collect(),
            Self::Say { saying, .. } => saying.item().into_iter().collect(),
            Self::Begin(_) | Self::Version => Vec::new(),
        }
    }
}

impl NoteDraft {
    /// Makes a note of `kind` on `item` alone.
    pub fn on(item: ItemId, kind: NoteKind) -> Self {
        Self { item, also: Vec::new(), kind, missing: false }
    }

    /// Returns every item it is on.
    pub fn items(&self) -> impl Iterator<Item = &ItemId> {
        std::iter::once(&self.item).chain(&self.also)
    }
}

impl Saying {
    /// Returns the item it is about.
    pub fn item(&self) -> Option<&ItemId> {
        match self {
            Self::Votes(item) | Self::Decision(item) | Self::Park(item) => Some(item),
            Self::Action(action) => Some(&action.item),
            Self::Present => None,
        }
    }
}

impl ActionDraft {
    /// Begins with what is to be done about `item`.
    pub fn on(item: ItemId) -> Self {
        Self { item, field: ActionField::Text, text: String::new(), owner: None, due: None }
    }
}
