//! Where the plan directory cannot be written the journal holds the facts, and gives each back once.

use std::fs;
use std::path::Path;

use super::place::{Place, ids, load, mark_item, noting, problems, record, replay, reviewer, try_record};
use crate::job::Reason;
use crate::plan::SystemFault;
use crate::review::{FactId, Review};
use crate::source::review_file_head;

/// Puts a file where the directory of the reviews should be, which stops even the superuser.
fn block(place: &Place) {
    fs::write(place.root.join("plans/reviews"), "in the way").unwrap();
}

fn unblock(place: &Place) {
    fs::remove_file(place.root.join("plans/reviews")).unwrap();
}

/// Returns the journal of `reviewer`, wherever the state directory of the plan is.
fn journal(place: &Place, reviewer: &str) -> std::path::PathBuf {
    let mut plans = fs::read_dir(place.root.join("state/fupan")).unwrap();
    plans.next().unwrap().unwrap().path().join(format!("journal/{reviewer}.journal.toml"))
}

/// The facts of all review files, as often as they are there.
fn lines(place: &Place) -> usize {
    let text = |name: &String| place.read(Path::new("plans/reviews").join(name));
    place
        .review_files()
        .iter()
        .map(text)
        .collect::<String>()
        .lines()
        .filter(|line| line.contains(" = { "))
        .count()
}

#[test]
fn what_cannot_be_written_beside_the_plan_is_in_the_journal_and_shown() {
    let place = Place::new();
    block(&place);
    let world = place.world();
    let first = mark_item(&world, "jia", "canal", "revise");
    let second = record(&world, "jia", vec![noting(&world, "canal", "一"), noting(&world, "rail", "二")]);
    assert!(first.in_journal.is_some() && first.file.raw().ends_with("jia.journal.toml"));
    let recorded = [first.facts, second.facts].concat();
    assert_eq!(recorded.iter().map(|fact| fact.place.line).collect::<Vec<_>>(), [5, 6, 7]);
    assert!(ids(&recorded).is_sorted());
    let loaded = load(&place.world());
    assert_eq!((&loaded.facts, loaded.in_journal), (&recorded, 3));
    let places: Vec<_> = loaded.facts.iter().map(|fact| &fact.place).collect();
    assert_eq!(places, recorded.iter().map(|fact| &fact.place).collect::<Vec<_>>());
    // While it cannot be moved, it stays.
    replay(&world).unwrap_err();
    assert_eq!(load(&world).facts, recorded);
    unblock(&place);
    assert_eq!(replay(&place.world()), Ok(3));
    let loaded = load(&place.world());
    assert_eq!((ids(&loaded.facts), loaded.in_journal, lines(&place)), (ids(&recorded), 0, 3));
    assert_eq!(replay(&place.world()), Ok(0));
    // The next fact goes on with the file that the journal went to.
    mark_item(&place.world(), "jia", "rail", "approved");
    assert_eq!(place.review_files().len(), 1);
}

#[test]
fn a_run_stopped_before_it_could_empty_the_journal_moves_nothing_twice() {
    let place = Place::new();
    block(&place);
    let world = place.world();
    let recorded = record(&world, "jia", vec![noting(&world, "canal", "一"), noting(&world, "rail", "二")]);
    let path = journal(&place, "jia");
    let bytes = fs::read(&path).unwrap();
    unblock(&place);
    assert_eq!(replay(&world), Ok(2));
    for run in 0..3 {
        fs::write(&path, &bytes).unwrap();
        assert_eq!(load(&place.world()).in_journal, 0);
        if run == 2 {
            // Also where the lines have to go to a new file.
            fs::remove_file(path.parent().unwrap().with_file_name("last-lines")).unwrap();
        }
        replay(&place.world()).unwrap();
        let loaded = load(&place.world());
        let review = Review::of(&loaded.plan, loaded.facts.clone());
        assert_eq!(ids(review.facts()), ids(&recorded.facts));
        assert_eq!(lines(&place), if run == 2 { 4 } else { 2 });
        assert_eq!(problems(&loaded).iter().filter(|(file, ..)| file.contains("reviews")).count(), 0);
    }
}

#[test]
fn torn_at_any_byte_it_gives_back_its_whole_lines() {
    let place = Place::new();
    block(&place);
    let world = place.world();
    record(&world, "jia", vec![noting(&world, "canal", "一"), noting(&world, "canal", "二")]);
    let path = journal(&place, "jia");
    let bytes = fs::read(&path).unwrap();
    unblock(&place);
    let state = path.parent().and_then(Path::parent).unwrap();
    for length in 0..=bytes.len() {
        for leftover in ["last-lines", "unfinished/jia.journal.toml"] {
            drop(fs::remove_file(state.join(leftover)));
        }
        drop(fs::remove_dir_all(place.root.join("plans/reviews")));
        fs::write(&path, &bytes[..length]).unwrap();
        let whole = bytes[..length].split(|&byte| byte == b'\n').count().saturating_sub(5);
        assert_eq!(load(&place.world_without_git()).in_journal, whole, "{length}");
        assert_eq!(replay(&place.world_without_git()), Ok(whole), "{length}");
        assert_eq!((load(&place.world_without_git()).facts.len(), lines(&place)), (whole, whole), "{length}");
        // The rest is set aside, not thrown away.
        let end = bytes[..length].iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1);
        let rest = fs::read(state.join("unfinished/jia.journal.toml")).unwrap_or_default();
        assert_eq!(rest.strip_suffix(b"\n").unwrap_or_default(), &bytes[end..length], "{length}");
    }
}

#[test]
fn what_it_holds_is_moved_exactly_as_it_is() {
    let place = Place::new();
    block(&place);
    mark_item(&place.world(), "jia", "canal", "approved");
    unblock(&place);
    let path = journal(&place, "jia");
    // A newer fupan wrote these, with keys that this one does not know.
    let newer = [
        "0B = { vote = \"ports/canal\", weight = 3 }",
        "0A = { note = \"ports/canal\", text = \"x\", colour = \"red\" }",
    ];
    let odd = ["nonsense", "\u{feff}?"];
    let text = as_lines(&[&newer[..], &odd[..]].concat());
    fs::write(&path, review_file_head(&reviewer("jia")) + &text).unwrap();
    assert_eq!(replay(&place.world()), Ok(2));
    let moved = place.read(Path::new("plans/reviews").join(&place.review_files()[0]));
    assert_eq!(moved, review_file_head(&reviewer("jia")) + &as_lines(&newer));
    let set_aside = fs::read(path.parent().unwrap().with_file_name("unfinished").join("jia.journal.toml"));
    assert_eq!(String::from_utf8(set_aside.unwrap()).unwrap(), as_lines(&odd) + "\n");
}

fn as_lines(lines: &[&str]) -> String {
    lines.iter().flat_map(|line| [line, "\n"]).collect()
}

#[test]
fn facts_are_offered_to_each_reviewer_s_own_file() {
    let place = Place::new();
    block(&place);
    let world = place.world();
    let names: Vec<FactId> = ["jia", "乙"]
        .iter()
        .map(|by| mark_item(&world, by, "canal", "approved").facts.remove(0).id)
        .collect();
    unblock(&place);
    assert_eq!(replay(&world), Ok(2));
    let files = place.review_files();
    assert!(files[0].starts_with("jia.") && files[1].starts_with("乙."), "{files:?}");
    assert_eq!(load(&world).facts.iter().filter(|fact| names.contains(&fact.id)).count(), 2);
}

#[test]
fn where_nothing_can_be_written_the_failure_names_the_place_beside_the_plan() {
    let place = Place::new();
    block(&place);
    fs::write(place.root.join("state"), "in the way").unwrap();
    let world = place.world();
    let deeds = vec![noting(&world, "canal", "一")];
    let failure = try_record(&world, "jia", deeds).unwrap_err();
    assert!(failure.path.starts_with(place.root.join("plans/reviews")), "{failure:?}");
    assert_eq!(failure.reason, Reason::System(SystemFault::NotADirectory));
    assert_eq!(load(&world).facts, []);
}
