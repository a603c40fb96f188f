//! A fact is one line of TOML 1.0, and the line is the fact again.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::{quiet, source};
use crate::plan::{Citation, FieldValue, ItemId, Localized, Number, Place, Reading, ReviewerId, StatusId};
use crate::review::{
    Action, Adopt, Agenda, Begin, Carry, Deed, Fact, FactId, Fingerprint, Mark, Moment, Note, Outcome, Park,
    Pin, Reply, Resolve, Step, Votes, Wording,
};
use crate::source::{fact_line, review_file, review_file_head};
use crate::text::{Foreign, hidden};

fn jia() -> ReviewerId {
    ReviewerId::parse("jia").unwrap()
}

/// Any text, with what is hard to write in it more often than chance would have it.
fn texts() -> impl Strategy<Value = String> {
    let hard = prop::sample::select(vec![
        "\n",
        "\r\n",
        "\"",
        "\"\"\"",
        "'''",
        "\\",
        "\\u0041",
        "\u{0}",
        "\u{1b}[31m",
        "\u{7f}",
        "\u{85}",
        "\u{202e}",
        "\u{2066}",
        "\u{2028}",
        "\u{feff}",
        "\t",
        "#",
        "{ }",
        "= ",
        "四港",
        "e\u{301}",
        "\u{e000}",
        "👨\u{200d}👩",
        "",
    ]);
    let piece =
        prop_oneof![hard.prop_map(str::to_owned), any::<char>().prop_map(String::from), "[a-z 港]{0,4}"];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

fn foreign() -> impl Strategy<Value = Foreign> {
    texts().prop_map(Foreign::from)
}

fn localized() -> impl Strategy<Value = Localized> {
    let tag = prop_oneof![Just("zh".to_owned()), Just("en".to_owned()), Just("value".to_owned()), texts()];
    prop::collection::vec((tag, foreign()), 1..4).prop_map(|mut texts| {
        let mut tags = std::collections::HashSet::new();
        texts.retain(|(tag, _)| tags.insert(tag.clone()));
        Localized::new(texts)
    })
}

fn numbers() -> impl Strategy<Value = Number> {
    let special =
        prop::sample::select(vec![0.0, -0.0, 0.1, 1e19, -1e300, 1e-300, f64::MAX, f64::MIN_POSITIVE, 9.3e18]);
    prop_oneof![
        any::<i64>().prop_map(Number::Whole),
        special.prop_map(Number::Decimal),
        any::<f64>()
            .prop_filter("a plan has no infinite number", |value| value.is_finite())
            .prop_map(Number::Decimal)
    ]
}

fn fields() -> impl Strategy<Value = (String, FieldValue)> {
    let target = (localized(), prop::option::of(foreign()), numbers(), prop::option::of(any::<i16>()));
    let list = prop::collection::vec(foreign(), 0..3);
    let own = prop_oneof![texts(), Just("zh.name".to_owned())]
        .prop_filter("the one field that has a form of its own", |name| name != "metric.target");
    let value = prop_oneof![
        localized().prop_map(FieldValue::Localized),
        foreign().prop_map(FieldValue::Text),
        list.prop_map(FieldValue::List),
        (1i16..=9999, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| FieldValue::Date(date(y, m, d))),
        numbers().prop_map(FieldValue::Number),
    ];
    let target = target.prop_map(|(name, unit, value, year)| {
        ("metric.target".to_owned(), FieldValue::Target { name, unit, reading: Reading { value, year } })
    });
    prop_oneof![4 => (own, value), 1 => target]
}

fn wordings() -> impl Strategy<Value = Option<Wording>> {
    prop::option::of(prop::collection::vec(fields(), 0..5))
        .prop_map(|fields| fields.map(|fields| Wording::new(fields.into_iter().collect::<BTreeMap<_, _>>())))
}

fn ids() -> impl Strategy<Value = FactId> {
    "[0-9A-Za-z_-]{1,64}".prop_map(|text| FactId::parse(&text).unwrap())
}

fn seen() -> impl Strategy<Value = Fingerprint> {
    // On the heap, for it is part of many others.
    prop_oneof!["1:[0-9a-f]{32}", "[2-9]:[0-9a-f]{32,64}", "\\PC{0,6}"]
        .prop_map(Fingerprint::recorded)
        .boxed()
}

fn items() -> impl Strategy<Value = ItemId> {
    "[a-z四][a-z0-9_.-]{0,5}/[a-z港][a-z0-9_.-]{0,5}".prop_map(|text| ItemId::parse(&text).unwrap())
}

fn moments() -> impl Strategy<Value = Option<Moment>> {
    let offset = prop_oneof![Just("Z".to_owned()), "[+-](0[0-9]|1[0-9]|2[0-3]):[0-5][0-9]"];
    let time = (1970i16..2200, 1i8..=12, 1i8..=28, 0..24, 0..60, 0..60, "(\\.[0-9]{1,9})?", offset);
    prop::option::of(time.prop_map(|(y, mo, d, h, mi, s, fraction, offset)| {
        let text = format!("{y:04}-{mo:02}-{d:02}T{h:02}:{mi:02}:{s:02}{fraction}{offset}");
        Moment::parse(&text).unwrap()
    }))
}

fn deeds() -> impl Strategy<Value = Deed> {
    let covers = || prop::option::of(prop::collection::vec(texts(), 0..3));
    let mark = (
        (items(), texts(), seen(), wordings()),
        (
            covers(),
            prop::option::of("[0-9a-f]{40}"),
            prop::collection::vec(seen(), 0..3),
            prop::option::of(foreign()),
            prop::collection::vec(ids(), 0..3),
            prop::option::of(Just(ReviewerId::parse("yi").unwrap())),
            prop::option::of(0usize..9),
            any::<bool>(),
            prop::option::of(ids()),
            prop::collection::btree_map(
                "[a-z]{1,5}#[1-9]\\.[1-9]".prop_map(|text| Citation::parse(&text).unwrap()),
                seen(),
                0..3,
            ),
        ),
    );
    let about = (items(), foreign(), prop::option::of(ids()), prop::option::of(seen()), wordings(), covers());
    let more = (
        prop::option::of(foreign()),
        prop::option::of(texts()),
        any::<bool>(),
        prop::option::of(Just(ReviewerId::parse("yi").unwrap())),
        prop::option::of(ids()),
    );
    prop_oneof![
        3 => mark.prop_map(|(
            (item, status, seen, read),
            (covers, commit, above, role, after, on_behalf, bulk, unseen, meeting, cited),
        )| {
            let status = StatusId::new(status);
            let mark = Mark { item, status, seen, read, covers, commit, above, cited, role, after, on_behalf, bulk, unseen, meeting };
            Deed::Mark(mark)
        }),
        2 => (about, more).prop_map(|(about, (quote, field, missing, on_behalf, meeting))| {
            let (item, text, re, seen, read, covers) = about;
            Deed::Note(Note { item, text, re, seen, read, covers, quote, field, missing, on_behalf, meeting })
        }),
        2 => of_meetings(),
        1 => of_baselines(),
        1 => ids().prop_map(|of| Deed::Undo { of }),
        1 => (any::<bool>(), ids(), items(), prop::option::of(foreign()), prop::option::of(foreign())).prop_map(
            |(confirms, of, item, role, text)| {
                let reply = Reply { of, item, role, text };
                if confirms { Deed::Confirm(reply) } else { Deed::Refuse(reply) }
            }
        ),
        1 => (ids(), prop::option::of(items()), prop::option::of(foreign()), any::<bool>(), afters())
            .prop_map(|(of, item, text, open, after)| Deed::Resolve(Resolve { of, item, text, open, after })),
        1 => prop::option::of(items()).prop_map(|item| Deed::Newer { kind: "later-kind".into(), item }),
    ]
}

fn pins() -> impl Strategy<Value = Pin> {
    let covers = prop::option::of(prop::collection::vec(texts(), 0..3));
    (seen(), wordings(), covers, prop::option::of("[0-9a-f]{40}"))
        .prop_map(|(seen, read, covers, commit)| Pin { seen, read, covers, commit })
}

fn days() -> impl Strategy<Value = Date> {
    (1i16..=9999, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| date(y, m, d))
}

fn afters() -> impl Strategy<Value = Vec<FactId>> {
    prop::collection::vec(ids(), 0..3)
}

fn of_baselines() -> impl Strategy<Value = Deed> {
    let fields = prop::sample::subsequence(vec!["title".to_owned(), "text".to_owned()], 0..=2);
    prop_oneof![
        (
            (items(), seen(), pins(), fields),
            prop::option::of(foreign()),
            prop::option::of(foreign()),
            afters()
        )
            .prop_map(|((item, from, pin, fields), role, text, after)| Deed::Carry(Carry {
                item,
                from,
                pin,
                fields,
                role,
                text,
                after
            })),
        (items(), pins(), days(), prop::option::of(texts()), prop::option::of(foreign()), afters()).prop_map(
            |(item, pin, until, status, text, after)| {
                let status = status.map(StatusId::new);
                Deed::Adopt(Adopt { item, pin, until, status, text, after })
            }
        ),
    ]
}

fn of_meetings() -> impl Strategy<Value = Deed> {
    let names = || prop::collection::vec(foreign(), 0..3);
    let maybe = || prop::option::of(foreign());
    let votes = (0u32..9, 0u32..9, 0u32..9).prop_map(|(yes, no, abstain)| Votes { yes, no, abstain });
    let outcome = (items(), pins(), ids(), texts(), prop::option::of(votes), maybe(), afters());
    let action = (
        (prop::option::of(items()), foreign(), names(), prop::option::of(days())),
        (prop::option::of(ids()), prop::option::of(ids()), afters()),
    );
    let park = (items(), ids(), maybe(), prop::option::of(days()), afters());
    prop_oneof![
        outcome.prop_map(|(item, pin, meeting, status, votes, text, after)| {
            let status = StatusId::new(status);
            Deed::Outcome(Outcome { item, pin, meeting, status, votes, text, after })
        }),
        action.prop_map(|((item, text, owner, due), (re, meeting, after))| {
            Deed::Action(Action { item, text, owner, due, re, meeting, after })
        }),
        park.prop_map(|(item, meeting, text, until, after)| {
            Deed::Park(Park { item, meeting, text, until, after })
        }),
        steps().prop_map(Deed::Meeting),
    ]
}

fn steps() -> impl Strategy<Value = Step> {
    let names = || prop::collection::vec(foreign(), 0..3);
    let maybe = || prop::option::of(foreign());
    let agendas = || {
        let minutes = prop::collection::btree_map(items(), 0u32..99, 0..3);
        (prop::collection::vec(items(), 0..3), minutes).prop_map(|(items, minutes)| Agenda { items, minutes })
    };
    let chair = prop::option::of(Just(ReviewerId::parse("yi").unwrap()));
    let planned = prop::option::of(0u32..500);
    let begin = (maybe(), maybe(), agendas(), planned, names(), maybe(), chair);
    prop_oneof![
        begin.prop_map(|(title, query, agenda, planned, present, place, chair)| {
            Step::Begin(Begin { title, query, agenda, planned, present, place, chair })
        }),
        (ids(), agendas(), afters()).prop_map(|(meeting, agenda, after)| Step::Agenda {
            meeting,
            agenda,
            after
        }),
        (ids(), names(), afters()).prop_map(|(meeting, present, after)| Step::Present {
            meeting,
            present,
            after
        }),
        (ids(), items()).prop_map(|(meeting, item)| Step::Item { meeting, item }),
        (ids(), maybe()).prop_map(|(meeting, text)| Step::Pause { meeting, text }),
        (ids(), maybe()).prop_map(|(meeting, text)| Step::Resume { meeting, text }),
        (ids(), maybe()).prop_map(|(meeting, text)| Step::End { meeting, text }),
    ]
}

fn facts() -> impl Strategy<Value = Fact> {
    (ids(), deeds(), moments()).prop_map(|(id, deed, at)| Fact {
        id,
        by: jia(),
        deed,
        at,
        place: Place::default(),
    })
}

/// Tells whether `line` stays within TOML 1.0: every escape, every bare key and every place of a comma and a newline.
fn is_toml_1_0(line: &str) -> Result<(), String> {
    let mut chars = line.trim_end_matches('\n').chars().peekable();
    let (mut in_text, mut before) = (false, ' ');
    while let Some(c) = chars.next() {
        match (in_text, c) {
            (true, '\\') => match chars.next() {
                Some('b' | 't' | 'n' | 'f' | 'r' | '"' | '\\') => {}
                Some(sign @ ('u' | 'U')) => {
                    let digits: String = chars.by_ref().take(if sign == 'u' { 4 } else { 8 }).collect();
                    let code =
                        u32::from_str_radix(&digits, 16).map_err(|error| format!("{digits}: {error}"))?;
                    char::from_u32(code).ok_or_else(|| format!("\\{sign}{digits} is no character"))?;
                }
                other => return Err(format!("the escape {other:?} is not in TOML 1.0")),
            },
            (_, '"') => in_text = !in_text,
            (true, c) if (c < ' ' && c != '\t') || c == '\u{7f}' => {
                return Err(format!("{c:?} stands bare in a text"));
            }
            (false, c) if !(c.is_ascii_alphanumeric() || "-_.+:=,{}[] ".contains(c)) => {
                return Err(format!("{c:?} stands outside of texts"));
            }
            (false, '}') if before == ',' => return Err("a comma before the end of a table".into()),
            _ => {}
        }
        if !c.is_whitespace() {
            before = c;
        }
    }
    if in_text { Err("a text without its end".into()) } else { Ok(()) }
}

proptest! {
    #![proptest_config(quiet())]

    #[test]
    fn a_fact_written_is_the_fact_that_is_read(fact in facts()) {
        let line = fact_line(&fact);
        prop_assert_eq!(line.matches('\n').count(), 1);
        let ends = line.ends_with(" }\n");
        prop_assert!(ends);
        prop_assert_eq!(is_toml_1_0(&line), Ok(()), "{}", line);
        prop_assert!(line.parse::<toml::Table>().is_ok(), "{}", line);
        prop_assert_eq!(hidden(line.trim_end()), Vec::new(), "a diff shows everything: {}", line);
        let file = review_file(&source("f", &format!("{}{line}", review_file_head(&jia()))), &jia());
        let known = !matches!(&fact.deed, Deed::Newer { kind, .. } if kind.raw() == "later-kind");
        prop_assert_eq!(file.problems.is_empty(), known, "{:?}", file.problems);
        prop_assert_eq!(file.facts.len(), 1);
        prop_assert_eq!(&file.facts[0], &fact, "{}", line);
        prop_assert_eq!(fact_line(&file.facts[0]), line, "writing again gives the same bytes");
    }

    #[test]
    fn a_wording_keeps_its_fingerprint_through_a_record(wording in wordings()) {
        let Some(wording) = wording else { return Ok(()) };
        let item = ItemId::parse("a/b").unwrap();
        let seen = Fingerprint::of(&wording);
        let note = Note { seen: Some(seen.clone()), read: Some(wording), ..Note::on(item, "x".into()) };
        let fact = Fact {
            id: FactId::parse("A").unwrap(),
            by: jia(),
            deed: Deed::Note(note),
            at: None,
            place: Place::default(),
        };
        let file = review_file(&source("f", &fact_line(&fact)), &jia());
        prop_assert_eq!(file.facts[0].deed.reading().1.map(Fingerprint::of), Some(seen));
    }

    #[test]
    fn a_file_is_toml_as_a_whole(facts in prop::collection::vec(facts(), 0..5)) {
        let mut names = std::collections::HashSet::new();
        let lines: String = facts.iter().filter(|fact| names.insert(fact.id.clone())).map(fact_line).collect();
        let text = format!("{}{lines}", review_file_head(&jia()));
        let table: toml::Table = text.parse().unwrap();
        prop_assert_eq!(table["facts"].as_table().unwrap().len(), names.len());
    }
}
