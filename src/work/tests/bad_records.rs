//! Records that a crash, a hand, or a change of the plan has left behind: each has its outcome, and none is lost.

use std::fs;
use std::path::Path;

use super::place::{PORTS, Place, STRATEGY, load, mark_item, marking, noting, problems, record};
use crate::job::Loaded;
use crate::plan::{Fault, ItemId};
use crate::review::{Deed, FactId, Review, Step, drafting};

/// Code and line of what is wrong with the records.
fn of_records(loaded: &Loaded) -> Vec<(&'static str, usize)> {
    let all = problems(loaded).into_iter().filter(|(file, ..)| file.contains("reviews"));
    all.map(|(_, code, line)| (code, line)).collect()
}

fn verdict(loaded: &Loaded, item: &str) -> String {
    let review = Review::of(&loaded.plan, loaded.facts.iter().cloned());
    let index = loaded.plan.position(&ItemId::parse(item).unwrap()).unwrap();
    review.standing(index).verdict.name().to_owned()
}

/// Tells whether any file at or below `directory` holds `bytes`.
fn is_kept(directory: &Path, bytes: &[u8]) -> bool {
    fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).any(|path| {
        if path.is_dir() {
            is_kept(&path, bytes)
        } else {
            fs::read(path).unwrap().windows(bytes.len()).any(|part| part == bytes)
        }
    })
}

/// A file with a fact of many kinds, as the program writes them.
fn recorded(place: &Place) -> (String, Vec<u8>) {
    let world = place.world();
    let loaded = load(&world);
    let review = Review::of(&loaded.plan, []);
    let begun = record(&world, "jia", vec![Deed::Meeting(Step::Begin(crate::review::Begin::default()))]);
    let meeting = begun.facts[0].id.clone();
    let decided =
        drafting::Decided { status: crate::plan::StatusId::new("approved"), votes: None, text: None };
    let deeds = vec![
        marking(&world, "jia", "canal", "approved"),
        noting(&world, "canal", "口径待核\n“引号”"),
        drafting::outcome(&loaded.plan, &review, &meeting, 1, decided, None),
        drafting::action(&loaded.plan, Some(&meeting), Some(0), "核对", vec!["市交通局".into()], None),
    ];
    let last = record(&world, "jia", deeds);
    record(&world, "jia", vec![Deed::Undo { of: last.facts[0].id.clone() }]);
    let bytes = fs::read(place.root.join(last.file.raw())).unwrap();
    (last.file.raw().to_owned(), bytes)
}

#[test]
fn a_file_torn_at_any_byte_is_read_up_to_its_last_whole_line() {
    let place = Place::new();
    let (file, whole) = recorded(&place);
    let facts = load(&place.world()).facts;
    assert_eq!(facts.len(), 6);
    for cut in 0..=whole.len() {
        place.write(&file, &whole[..cut]);
        let loaded = load(&place.world_without_git());
        let lines = whole[..cut].split(|&byte| byte == b'\n').count() - 1;
        assert_eq!(loaded.facts, facts[..lines.saturating_sub(4)], "cut at {cut}");
        let torn = whole[..cut].last().is_some_and(|&last| last != b'\n');
        let whole_outcome = lines > 7;
        let expected = if torn { vec![("unfinished-line", lines + 1)] } else { Vec::new() };
        assert_eq!(of_records(&loaded), expected, "cut at {cut}");
        assert!(!loaded.plan.strategy.unknown_rule, "what was never recorded holds nothing back: {cut}");
        assert_eq!(verdict(&loaded, "ports/rail") == "approved", whole_outcome, "cut at {cut}");
    }
}

#[test]
fn recording_goes_on_beside_a_torn_file_and_keeps_what_was_torn() {
    let whole_length = recorded(&Place::new()).1.len();
    for cut in (0..whole_length).step_by(97) {
        let place = Place::new();
        let (file, whole) = recorded(&place);
        let facts = load(&place.world()).facts;
        place.write(&file, &whole[..cut]);
        let before = load(&place.world()).facts;
        let next = mark_item(&place.world(), "jia", "rail", "rejected");
        let mut after = load(&place.world()).facts;
        after.sort_by(|a, b| a.id.cmp(&b.id));
        assert_eq!(before, facts[..before.len()]);
        assert_eq!(after, [before, next.facts].concat(), "cut at {cut}");
        let last_end = whole[..cut].iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        let torn = &whole[last_end..cut];
        assert!(torn.is_empty() || is_kept(&place.root, torn), "cut at {cut}");
    }
}

#[test]
fn what_the_strategy_no_longer_defines_is_kept_and_what_was_said_still_counts() {
    let place = Place::new();
    let status = |id: &str, key: &str| {
        format!("[[status]]\nid = \"{id}\"\nzh = \"{id}\"\nen = \"{id}\"\nkey = \"{key}\"\n")
    };
    let statuses = [status("approved", "a"), status("revise", "r")].concat();
    let jia = "[[reviewer]]\nid = \"jia\"\n";
    let before = format!(
        "{STRATEGY}{jia}role = \"chair\"\n[[reviewer]]\nid = \"yi\"\nrole = \"finance\"\n{statuses}{}",
        status("hold", "h")
    );
    let after = format!("{STRATEGY}{jia}{statuses}");
    place.write("plans/strategy.toml", &before);
    for (by, item, status) in
        [("jia", "canal", "approved"), ("yi", "canal", "hold"), ("jia", "rail", "approved")]
    {
        mark_item(&place.world(), by, item, status);
    }
    let loaded = load(&place.world());
    assert_eq!((of_records(&loaded), verdict(&loaded, "ports/canal")), (vec![], "hold".to_owned()));
    assert_eq!(verdict(&loaded, "ports/rail"), "open", "yi has not looked at it");
    place.write("plans/strategy.toml", &after);
    let changed = load(&place.world());
    assert_eq!(changed.facts, loaded.facts);
    assert_eq!(of_records(&changed), [("unknown-status", 5)]);
    assert_eq!(verdict(&changed, "ports/canal"), "hold", "an objection blocks, whosever and whatever it is");
    assert_eq!(verdict(&changed, "ports/rail"), "approved", "who is not listed is not waited for");
    let review = Review::of(&changed.plan, changed.facts);
    let roles: Vec<_> = review.standing(0).marks.iter().filter_map(|mark| mark.role.clone()).collect();
    assert_eq!(roles, ["chair".into(), "finance".into()], "roles are those held when the marks were made");
    place.write("plans/strategy.toml", &before);
    let again = load(&place.world());
    assert_eq!((of_records(&again), verdict(&again, "ports/canal")), (vec![], "hold".to_owned()));
}

/// The candidates for each record about an item that is not clear.
fn candidates(loaded: &Loaded) -> Vec<(String, Vec<String>)> {
    let all = loaded.problems.iter().filter_map(|problem| match &problem.fault {
        Fault::OrphanFact { item, candidates, .. } => {
            Some((item.raw().to_owned(), candidates.iter().map(ToString::to_string).collect()))
        }
        _ => None,
    });
    all.collect()
}

#[test]
fn records_of_an_item_that_is_gone_are_listed_and_follow_it_where_was_tells() {
    let place = Place::new();
    let mark = mark_item(&place.world(), "jia", "canal", "approved");
    record(&place.world(), "jia", vec![noting(&place.world(), "canal", "x")]);
    let facts = load(&place.world()).facts;
    let with = |was: &str, more: &str| {
        let renamed = PORTS.replace("id = \"canal\"\n", &format!("id = \"waterway\"\n{was}"));
        place.write("plans/5-ports.toml", [&renamed, more].concat());
        let loaded = load(&place.world());
        assert_eq!(loaded.facts, facts, "none is lost");
        loaded
    };
    let gone = with("", "");
    assert_eq!(candidates(&gone), [("ports/canal".to_owned(), vec![]), ("ports/canal".to_owned(), vec![])]);
    assert_eq!(verdict(&gone, "ports/waterway"), "open");
    let was = "was = [\"ports/canal\"]\n";
    let split = with(was, &format!("\n[[goal]]\nid = \"lock\"\ntitle = \"船闸\"\n{was}"));
    let both = vec!["ports/waterway".to_owned(), "ports/lock".to_owned()];
    assert_eq!(candidates(&split)[0], ("ports/canal".to_owned(), both), "which of them cannot be known");
    assert_eq!(verdict(&split, "ports/waterway"), "open");
    let moved = with(was, "");
    assert_eq!((candidates(&moved), verdict(&moved, "ports/waterway")), (vec![], "approved".to_owned()));
    // What its reviewer takes back wants nothing more.
    record(&place.world(), "jia", vec![Deed::Undo { of: mark.facts[0].id.clone() }]);
    place.write("plans/5-ports.toml", PORTS.replace("\"canal\"", "\"waterway\""));
    assert_eq!(candidates(&load(&place.world())).len(), 1);
}

#[test]
fn what_meetings_left_is_kept_and_what_is_wrong_with_it_is_told() {
    let place = Place::new();
    let seen = "1:00000000000000000000000000000000";
    let outcome = |name: &str, item: &str, meeting: &str, status: &str| {
        format!(
            "{name} = {{ outcome = \"ports/{item}\", seen = \"{seen}\", in = \"{meeting}\", status = \"{status}\" }}\n"
        )
    };
    let lines = [
        "M = { meeting = \"begin\", agenda = [\"ports/canal\", \"ports/gone\"] }\n".to_owned(),
        outcome("O1", "gone", "M", "approved"),
        outcome("O2", "canal", "nowhere", "approved"),
        outcome("O3", "canal", "O1", "splendid"),
        "P = { park = \"ports/gone\", in = \"M\", until = \"soon\" }\n".to_owned(),
        "S = { meeting = \"vote\", in = \"M\" }\n".to_owned(),
        "Q = { outcome = \"ports/canal\", in = \"M\", status = \"approved\" }\n".to_owned(),
        format!(
            "V = {{ outcome = \"ports/rail\", seen = \"{seen}\", in = \"M\", status = \"approved\", votes = 3 }}\n"
        ),
    ];
    place.write("plans/reviews/jia.000000.toml", lines.concat());
    let loaded = load(&place.world());
    let expected = [
        ("orphan-fact", 2),
        ("no-meeting", 3),
        ("no-meeting", 4),
        ("unknown-status", 4),
        ("orphan-fact", 5),
        ("newer-fact", 6),
        ("not-a-fact", 7),
    ];
    let mut found = of_records(&loaded);
    found.sort_by_key(|&(code, line)| (line, code));
    assert_eq!(found, expected);
    assert_eq!(loaded.facts.len(), 7, "all that are facts");
    let review = Review::of(&loaded.plan, loaded.facts);
    let meeting = crate::review::Meeting::of(&review, &FactId::parse("M").unwrap()).unwrap();
    assert_eq!((meeting.agenda.len(), meeting.outcomes.len(), meeting.parks.len()), (2, 2, 1));
    assert_eq!(review.standing(0).decisions.len(), 0, "outcomes of no meeting wait for it");
}
