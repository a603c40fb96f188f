//! The file in which a session is kept. A later version may write more: what is not understood is kept as it is.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use toml::Table;

use super::{
    ActionDraft, ActionField, Beginning, BeginningField, Draft, NoteDraft, NoteKind, Purpose, Saying, Session,
};
use crate::plan::{Field, ItemId, ReviewerId};
use crate::review::{FactId, Quote};

/// The version of the form.
const FORMAT: i64 = 1;

/// Why a session cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SessionFault {
    /// A later version wrote it.
    Newer,
    Damaged,
}

#[derive(Deserialize, Serialize)]
struct File {
    format: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    folded: BTreeSet<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    queries: Vec<String>,
    #[serde(flatten)]
    rest: Table,
    #[serde(default, rename = "draft", skip_serializing_if = "Vec::is_empty")]
    drafts: Vec<Table>,
}

/// A draft as it is written: which keys there are depends on its kind.
#[derive(Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
struct Record {
    kind: String,
    text: String,
    #[serde(rename = "for")]
    on_behalf: Option<String>,
    after: Option<String>,
    item: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<String>,
    missing: Option<bool>,
    field: Option<String>,
    words: Option<String>,
    note: Option<String>,
    meeting: Option<String>,
    asked: Option<String>,
    typed: Option<bool>,
    query: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    items: Vec<String>,
    title: Option<String>,
    present: Option<String>,
    minutes: Option<String>,
    action: Option<String>,
    owner: Option<String>,
    due: Option<String>,
}

/// Writes `session` as the text of its file.
pub fn encode(session: &Session) -> String {
    let table =
        |draft| Table::try_from(record(draft)).expect("strings, booleans and lists of strings are TOML");
    let drafts = session.drafts.iter().map(table).chain(session.unread.iter().cloned()).collect();
    let file = File {
        format: FORMAT,
        place: session.place.clone(),
        folded: session.folded.clone(),
        queries: session.queries.clone(),
        rest: session.rest.clone(),
        drafts,
    };
    toml::to_string(&file).expect("strings and tables are TOML")
}

/// Reads the text of a file.
///
/// # Errors
///
/// Fails where it is not such a file, or a later version wrote it. A single draft that cannot be read does not make it
/// fail: it is kept.
pub fn decode(text: &str) -> Result<Session, SessionFault> {
    let Ok(table) = text.parse::<Table>() else { return Err(SessionFault::Damaged) };
    match table.get("format").and_then(toml::Value::as_integer) {
        Some(FORMAT) => {}
        Some(later) if later > FORMAT => return Err(SessionFault::Newer),
        _ => return Err(SessionFault::Damaged),
    }
    let Ok(file) = table.try_into::<File>() else { return Err(SessionFault::Damaged) };
    let mut session = Session {
        place: file.place,
        folded: file.folded,
        queries: file.queries,
        rest: file.rest,
        ..Session::default()
    };
    for table in file.drafts {
        match table.clone().try_into().ok().and_then(draft) {
            Some(draft) => session.drafts.push(draft),
            None => session.unread.push(table),
        }
    }
    Ok(session)
}

fn record(draft: &Draft) -> Record {
    let start = Record {
        text: draft.text.clone(),
        on_behalf: draft.on_behalf.as_ref().map(|who| who.as_str().to_owned()),
        after: draft.after.as_ref().map(|id| id.as_str().to_owned()),
        ..Record::default()
    };
    let ids = |ids: &[ItemId]| ids.iter().map(ToString::to_string).collect();
    let filled = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    match &draft.purpose {
        Purpose::Note(note) => {
            let start = Record {
                item: Some(note.item.to_string()),
                also: ids(&note.also),
                missing: note.missing.then_some(true),
                ..start
            };
            match &note.kind {
                NoteKind::Comment => Record { kind: "comment".into(), ..start },
                NoteKind::Reason => Record { kind: "reason".into(), ..start },
                NoteKind::Answer(note) => {
                    Record { kind: "answer".into(), note: Some(note.as_str().into()), ..start }
                }
                NoteKind::Quote(Quote { field, words }) => Record {
                    kind: "quote".into(),
                    field: Some(field.name().into()),
                    words: Some(words.clone()),
                    ..start
                },
            }
        }
        Purpose::Begin(beginning) => Record {
            kind: "begin".into(),
            asked: Some(beginning.field.name().into()),
            typed: beginning.typed.then_some(true),
            query: filled(&beginning.query),
            items: ids(&beginning.items),
            title: filled(&beginning.title),
            present: beginning.present.clone(),
            minutes: beginning.minutes.clone(),
            ..start
        },
        Purpose::Say { meeting, saying } => {
            let item = saying.item().map(ToString::to_string);
            let start = Record { meeting: Some(meeting.as_str().into()), item, ..start };
            match saying {
                Saying::Votes(_) => Record { kind: "votes".into(), ..start },
                Saying::Decision(_) => Record { kind: "decision".into(), ..start },
                Saying::Park(_) => Record { kind: "park".into(), ..start },
                Saying::Present => Record { kind: "present".into(), ..start },
                Saying::Action(action) => Record {
                    kind: "action".into(),
                    asked: Some(action.field.name().into()),
                    action: filled(&action.text),
                    owner: action.owner.clone(),
                    due: action.due.clone(),
                    ..start
                },
            }
        }
        Purpose::Version => Record { kind: "version".into(), ..start },
    }
}

/// Reads a draft; `None` where its kind is unknown, or anything that makes it what it is.
fn draft(record: Record) -> Option<Draft> {
    let item = || ItemId::parse(record.item.as_deref()?).ok();
    let ids = |ids: &[String]| ids.iter().map(|id| ItemId::parse(id).ok()).collect::<Option<Vec<ItemId>>>();
    let fact = |id: &Option<String>| FactId::parse(id.as_deref()?);
    let note = |kind| {
        let (also, missing) = (ids(&record.also)?, record.missing.unwrap_or_default());
        Some(Purpose::Note(NoteDraft { item: item()?, also, kind, missing }))
    };
    let say = |saying| Some(Purpose::Say { meeting: fact(&record.meeting)?, saying });
    let purpose = match record.kind.as_str() {
        "comment" => note(NoteKind::Comment)?,
        "reason" => note(NoteKind::Reason)?,
        "answer" => note(NoteKind::Answer(fact(&record.note)?))?,
        "quote" => {
            let field = Field::named(record.field.as_deref()?);
            note(NoteKind::Quote(Quote { field, words: record.words.clone()? }))?
        }
        "begin" => Purpose::Begin(Beginning {
            field: BeginningField::named(record.asked.as_deref()?)?,
            typed: record.typed.unwrap_or_default(),
            query: record.query.clone().unwrap_or_default(),
            items: ids(&record.items)?,
            title: record.title.clone().unwrap_or_default(),
            present: record.present.clone(),
            minutes: record.minutes.clone(),
        }),
        "votes" => say(Saying::Votes(item()?))?,
        "decision" => say(Saying::Decision(item()?))?,
        "park" => say(Saying::Park(item()?))?,
        "present" => say(Saying::Present)?,
        "action" => say(Saying::Action(ActionDraft {
            item: item()?,
            field: ActionField::named(record.asked.as_deref()?)?,
            text: record.action.clone().unwrap_or_default(),
            owner: record.owner.clone(),
            due: record.due.clone(),
        }))?,
        "version" => Purpose::Version,
        _ => return None,
    };
    let on_behalf = match &record.on_behalf {
        Some(who) => Some(ReviewerId::parse(who).ok()?),
        None => None,
    };
    let after = match &record.after {
        Some(id) => Some(FactId::parse(id)?),
        None => None,
    };
    Some(Draft { purpose, on_behalf, text: record.text, after })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn item() -> impl Strategy<Value = ItemId> {
        "[a-z]{1,5}/[a-z]{1,5}".prop_map(|id| ItemId::parse(&id).unwrap())
    }

    fn fact() -> impl Strategy<Value = FactId> {
        "[0-9A-Z]{1,26}".prop_map(|id| FactId::parse(&id).unwrap())
    }

    /// Anything that can be typed or pasted: the line has let no control characters in.
    fn text() -> impl Strategy<Value = String> {
        "[^\\p{Cc}]{0,12}"
    }

    fn answer() -> impl Strategy<Value = Option<String>> {
        prop::option::of(text())
    }

    fn note() -> impl Strategy<Value = Purpose> {
        let quote = (prop::sample::select(Field::COVERED.to_vec()), text());
        let kind = prop_oneof![
            Just(NoteKind::Comment),
            Just(NoteKind::Reason),
            fact().prop_map(NoteKind::Answer),
            quote.prop_map(|(field, words)| NoteKind::Quote(Quote { field, words })),
        ];
        (item(), prop::collection::vec(item(), 0..3), kind, any::<bool>())
            .prop_map(|(item, also, kind, missing)| Purpose::Note(NoteDraft { item, also, kind, missing }))
    }

    fn beginning() -> impl Strategy<Value = Purpose> {
        let field = prop::sample::select(BeginningField::ALL.to_vec());
        let items = prop::collection::vec(item(), 0..3);
        (field, any::<bool>(), text(), items, text(), answer(), answer()).prop_map(
            |(field, typed, query, items, title, present, minutes)| {
                Purpose::Begin(Beginning { field, typed, query, items, title, present, minutes })
            },
        )
    }

    fn action() -> impl Strategy<Value = Saying> {
        let field = prop::sample::select(ActionField::ALL.to_vec());
        (item(), field, text(), answer(), answer()).prop_map(|(item, field, text, owner, due)| {
            Saying::Action(ActionDraft { item, field, text, owner, due })
        })
    }

    fn purpose() -> impl Strategy<Value = Purpose> {
        let saying = prop_oneof![
            item().prop_map(Saying::Votes),
            item().prop_map(Saying::Decision),
            item().prop_map(Saying::Park),
            Just(Saying::Present),
            action(),
        ];
        prop_oneof![
            note(),
            beginning(),
            (fact(), saying).prop_map(|(meeting, saying)| Purpose::Say { meeting, saying }),
            Just(Purpose::Version),
        ]
    }

    fn any_draft() -> impl Strategy<Value = Draft> {
        let who = prop::option::of("[a-z]{1,6}".prop_map(|id| ReviewerId::parse(&id).unwrap()));
        (purpose(), who, text(), prop::option::of(fact()))
            .prop_map(|(purpose, on_behalf, text, after)| Draft { purpose, on_behalf, text, after })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_written_is_read_again(
            drafts in prop::collection::vec(any_draft(), 0..4),
            place in answer(),
            folded in prop::collection::btree_set(text(), 0..3),
            queries in prop::collection::vec(text(), 0..3),
        ) {
            let session = Session { place, folded, queries, drafts, ..Session::default() };
            prop_assert_eq!(decode(&encode(&session)), Ok(session));
        }

        #[test]
        fn no_text_makes_reading_panic(text in "(format = 1\n)?(\\PC|\n){0,200}") {
            drop(decode(&text));
        }
    }

    #[test]
    fn what_a_later_version_added_is_kept() {
        let text =
            "format = 1\nsound = \"off\"\n\n[[draft]]\nkind = \"drawing\"\ntext = \"x\"\nstrokes = 3\n";
        let session = decode(text).unwrap();
        assert!(session.drafts.is_empty());
        let again = encode(&session);
        assert!(again.contains("sound = \"off\"") && again.contains("strokes = 3"), "{again}");
        assert_eq!(decode(&again), Ok(session));
    }

    #[test]
    fn what_is_no_session_is_said_to_be_none() {
        for text in ["", "x", "format = \"1\"", "format = 1\nplace = 3", "format = 1\ndraft = 3", "\u{0}"] {
            assert_eq!(decode(text), Err(SessionFault::Damaged), "{text:?}");
        }
        assert_eq!(decode("format = 2\nplace = 3"), Err(SessionFault::Newer));
    }

    #[test]
    fn a_draft_that_lacks_what_makes_it_what_it_is_is_kept_and_not_guessed() {
        let draft = "[[draft]]\nitem = \"ports/canal\"\nkind = \"answer\"\ntext = \"x\"\n";
        let session = decode(&format!("format = 1\n{draft}")).unwrap();
        assert_eq!((session.drafts.len(), session.unread.len()), (0, 1));
        assert!(encode(&session).contains(draft));
    }
}
