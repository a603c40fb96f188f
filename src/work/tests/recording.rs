//! What is recorded comes back as it stands in the file, under names that rise.

use std::fs;

use super::clock;
use super::place::{PORTS, Place, ids, load, mark_item, marking, noting, problems, record, reviewer, survey};
use crate::plan::StatusId;
use crate::review::{Deed, Fact, FactId, Note, Review, Verdict};
use crate::store::Disk;
use crate::work::World;

/// The line of `fact` in its file, by its place.
fn line_of(place: &Place, fact: &Fact) -> String {
    let text = place.read(fact.place.file.raw());
    let line = text.lines().nth(fact.place.line - 1).unwrap().to_owned();
    assert_eq!(text.get(fact.place.start..fact.place.end), Some(&*line));
    line
}

#[test]
fn facts_come_back_as_they_are_read_again() {
    let place = Place::new();
    let world = place.world();
    let deeds =
        vec![marking(&world, "jia", "canal", "revise"), noting(&world, "canal", "口径\n待核 \u{202e}")];
    let first = record(&world, "jia", deeds.clone());
    let second = record(&world, "jia", vec![Deed::Undo { of: first.facts[0].id.clone() }]);
    assert_eq!((first.file.raw(), first.in_journal.as_ref()), (second.file.raw(), None));
    assert_eq!(
        first.facts.iter().map(|fact| fact.deed.item()).collect::<Vec<_>>(),
        deeds.iter().map(Deed::item).collect::<Vec<_>>()
    );
    let recorded = [first.facts, second.facts].concat();
    assert_eq!(recorded.iter().map(|fact| fact.place.line).collect::<Vec<_>>(), [5, 6, 7]);
    for fact in &recorded {
        assert!(line_of(&place, fact).starts_with(&format!("{} = {{ ", fact.id.as_str())));
        assert_eq!(fact.at.as_ref().unwrap().as_str(), clock::begin().strftime(clock::FORM).to_string());
        assert_eq!(fact.by, reviewer("jia"));
    }
    let loaded = load(&place.world());
    assert_eq!((&loaded.facts, loaded.in_journal), (&recorded, 0));
    let places = |facts: &[Fact]| facts.iter().map(|fact| fact.place.clone()).collect::<Vec<_>>();
    assert_eq!(places(&loaded.facts), places(&recorded));
    assert_eq!(loaded.problems.iter().filter(|problem| problem.place.file == first.file).count(), 0);
    let text = place.read(first.file.raw());
    assert!(text.starts_with("format = 1\nreviewer = \"jia\"\n\n[facts]\n") && text.ends_with("}\n"));
    // The plan is as it was.
    assert_eq!(place.read("plans/5-ports.toml"), PORTS);
}

#[test]
fn the_wording_is_in_the_first_fact_of_a_file_on_it_and_in_no_other() {
    let place = Place::new();
    let world = place.world();
    let with_wording =
        |facts: &[Fact]| -> Vec<bool> { facts.iter().map(|fact| fact.deed.reading().1.is_some()).collect() };
    let at_once = vec![
        marking(&world, "jia", "canal", "revise"),
        noting(&world, "canal", "一"),
        noting(&world, "rail", "二"),
    ];
    assert_eq!(with_wording(&record(&world, "jia", at_once).facts), [true, false, true]);
    assert_eq!(with_wording(&mark_item(&place.world(), "jia", "rail", "approved").facts), [false]);
    // Another reviewer's file is another file.
    assert_eq!(with_wording(&mark_item(&world, "yi", "rail", "approved").facts), [true]);
    place.write("plans/5-ports.toml", PORTS.replace("杭衢", "杭衢高铁"));
    assert_eq!(with_wording(&mark_item(&place.world(), "jia", "rail", "approved").facts), [true]);
    // So is a new one of the same reviewer.
    fs::remove_dir_all(place.root.join("state")).unwrap();
    assert_eq!(with_wording(&mark_item(&place.world(), "jia", "rail", "approved").facts), [true]);
    assert_eq!(place.review_files().len(), 3);
}

#[test]
fn names_rise_whatever_the_clock_does() {
    let place = Place::new();
    let mut names: Vec<FactId> = Vec::new();
    let mut world = place.world();
    for (number, now) in [
        "2026-11-23T10:05:00.001+08:00[+08:00]",
        "2026-11-23T10:05:00.001+08:00[+08:00]",
        "2026-11-22T10:05:00+08:00[+08:00]",
        "1960-01-01T00:00:00+08:00[+08:00]",
        "2038-01-19T11:14:08+08:00[+08:00]",
        "2026-11-24T10:05:00+08:00[+08:00]",
    ]
    .into_iter()
    .enumerate()
    {
        place.set_clock(now);
        if number % 2 == 1 {
            // A new run, which remembers nothing and so begins a new file.
            drop(fs::remove_dir_all(place.root.join("state")));
            world = place.world();
        }
        let several = vec![noting(&world, "canal", "一"), noting(&world, "canal", "二")];
        names.extend(ids(&record(&world, "jia", several).facts));
    }
    assert!(names.is_sorted_by(|one, next| one < next), "{names:?}");
    assert_eq!(place.review_files().len(), 4);
    // Those of others need not be looked at.
    place.set_clock("2026-11-20T00:00:00+08:00[+08:00]");
    assert!(mark_item(&world, "yi", "canal", "approved").facts[0].id < names[0]);
}

#[test]
fn two_clones_that_know_the_same_names_take_different_ones() {
    let place = Place::new();
    let file = mark_item(&place.world(), "jia", "canal", "approved").file;
    let known = place.read(file.raw());
    // Neither clock has reached the last name that both have read.
    place.set_clock("2026-11-22T10:05:00+08:00[+08:00]");
    let names = [(); 2].map(|()| {
        place.write(file.raw(), &known);
        mark_item(&place.world(), "jia", "canal", "revise").facts.remove(0).id
    });
    assert_ne!(names[0], names[1]);
}

#[test]
fn names_that_only_a_hand_can_write_stop_nobody() {
    let place = Place::new();
    for (reviewer, name) in [("jia", "zzz"), ("yi", "7ZZZZZZZZZZZZZZZZZZZZZZZZZ"), ("bing", "8")] {
        let note = format!("{name} = {{ note = \"ports/canal\", text = \"x\" }}\n");
        place.write(format!("plans/reviews/{reviewer}.000000.toml"), note);
        let world = place.world();
        let deeds = vec![noting(&world, "canal", "一"), noting(&world, "canal", "二")];
        let names = ids(&record(&world, reviewer, deeds).facts);
        assert_eq!(load(&world).facts.iter().filter(|fact| names.contains(&fact.id)).count(), 2);
        assert_ne!(names[0], names[1], "{name}");
    }
}

#[test]
fn the_moment_is_told_with_the_offset_of_the_clock() {
    let place = Place::new();
    for (now, told) in [
        ("2026-11-23T10:05:00.999+08:00[+08:00]", "2026-11-23T10:05:00+08:00"),
        ("2026-01-08T23:59:59-03:30[-03:30]", "2026-01-08T23:59:59-03:30"),
        ("2026-11-23T02:05:00+00:00[UTC]", "2026-11-23T02:05:00+00:00"),
    ] {
        place.set_clock(now);
        let fact = mark_item(&place.world(), "jia", "canal", "approved").facts.remove(0);
        assert_eq!(fact.at.unwrap().as_str(), told);
    }
}

#[test]
fn a_mark_of_another_run_replaces_the_one_before() {
    let place = Place::new();
    mark_item(&place.world(), "jia", "canal", "rejected");
    mark_item(&place.world(), "jia", "canal", "approved");
    let loaded = load(&place.world());
    let review = Review::of(&loaded.plan, loaded.facts);
    assert_eq!(review.standing(0).verdict, Verdict::Status(StatusId::new("approved")));
    assert_eq!(place.review_files().len(), 1);
    // Without git, all this works, and is nowhere committed.
    assert_eq!(survey(&place.world()), Err(crate::job::RepositoryFailure::NoRepository));
}

#[test]
fn by_whatever_road_the_plan_is_reached_it_is_the_same_one() {
    let place = Place::new();
    mark_item(&place.world(), "jia", "canal", "rejected");
    std::os::unix::fs::symlink("plans", place.root.join("road")).unwrap();
    let state = place.root.join("state");
    let world =
        World::new(Box::new(Disk), place.root.join("road"), None, None, Some(&state), Box::new(clock::begin));
    mark_item(&world, "jia", "canal", "approved");
    assert_eq!(place.review_files().len(), 1);
}

#[test]
fn a_mark_that_owes_its_reason_is_a_hint_until_the_reason_is_there() {
    let place = Place::new();
    let world = place.world();
    let recorded = mark_item(&world, "jia", "canal", "revise");
    let at = &recorded.facts[0].place;
    let expected = (at.file.raw().to_owned(), "reason-owed", at.line);
    assert!(problems(&load(&world)).contains(&expected), "{:?}", problems(&load(&world)));
    let Deed::Note(note) = noting(&world, "canal", "口径待核") else { panic!("a note") };
    record(&world, "jia", vec![Deed::Note(Note { re: Some(recorded.facts[0].id.clone()), ..note })]);
    assert!(!problems(&load(&world)).iter().any(|(_, code, _)| *code == "reason-owed"));
}
