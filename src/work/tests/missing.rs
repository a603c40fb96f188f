//! Records that git knows of and the disk lacks: no verdict, no commit, nothing published, and the way back is named.

use std::fs;

use super::place::{Place, commit, load, mark_item, record, survey};
use crate::job::{
    CommitFailure, Job, Outcome, PublishFailure, RepositoryFailure, Survey, Version, VersionFailure,
};
use crate::plan::Found;
use crate::review::drafting::mark;
use crate::review::{Gap, GapCause, Review, Verdict};
use crate::work::{World, perform};

/// A repository in which `jia` approves `canal`, and `yi` rejects it, all committed.
fn place() -> Place {
    let place = Place::with_git();
    place.write("plans/strategy.toml", format!("{}publish = \"ask\"\n", super::place::STRATEGY));
    place.git(["commit", "-qam", "publish"]);
    for (by, status) in [("jia", "approved"), ("yi", "rejected")] {
        mark_item(&place.world_as(by), by, "canal", status);
        commit(&place.world_as(by)).unwrap();
    }
    place
}

fn file_of(place: &Place, by: &str) -> String {
    let name = place.review_files().into_iter().find(|name| name.starts_with(by)).unwrap();
    format!("plans/reviews/{name}")
}

/// The verdict on `canal` and on `rail`, as the screen and the command line have them.
fn verdicts(world: &World) -> [String; 2] {
    let loaded = load(world);
    let Outcome::Surveyed(survey) = perform(world, Job::Survey) else { panic!() };
    let mut gaps = loaded.gaps.clone();
    gaps.extend(survey.gaps());
    let review = Review::of(&loaded.plan, loaded.facts.clone()).with_gaps(&loaded.plan, gaps);
    ["canal", "rail"].map(|item| {
        let Found::One(index) = loaded.plan.find(item) else { panic!("there is no {item}") };
        review.standing(index).verdict.name().to_owned()
    })
}

fn causes(gaps: &[Gap]) -> Vec<(GapCause, usize)> {
    gaps.iter().map(|gap| (gap.cause.clone(), gap.facts.as_ref().unwrap().len())).collect()
}

fn publish(world: &World) -> Result<(), PublishFailure> {
    match perform(world, Job::Publish { dry_run: true }) {
        Outcome::Published(published) => published.map(drop),
        other => panic!("{other:?}"),
    }
}

#[test]
fn all_is_well_where_nothing_is_missing() {
    let place = place();
    let world = place.world();
    assert_eq!(survey(&world).unwrap().gaps, []);
    assert_eq!(verdicts(&world), ["rejected", "open"]);
    publish(&world).unwrap();
}

#[test]
fn a_file_that_a_sparse_checkout_leaves_out_is_missing() {
    let place = place();
    let file = file_of(&place, "yi");
    // So that git takes the file for unchanged.
    place.git(["status"]);
    place.git(["sparse-checkout", "set", "--no-cone", "/*", &format!("!/{file}")]);
    assert!(!place.root.join(&file).exists());
    let world = place.world_as("jia");
    assert_eq!(causes(&survey(&world).unwrap().gaps), [(GapCause::NotCheckedOut, 1)]);
    assert_eq!(verdicts(&world), ["records-missing", "open"]);
    assert_eq!(publish(&world), Err(PublishFailure::Unsure));
    mark_item(&world, "jia", "rail", "approved");
    assert!(matches!(commit(&world), Err(CommitFailure::NotCheckedOut { .. })));
    place.git(["sparse-checkout", "disable"]);
    assert_eq!(verdicts(&world), ["rejected", "approved"]);
    commit(&world).unwrap();
}

#[test]
fn a_file_that_was_removed_is_missing() {
    let place = place();
    let file = file_of(&place, "yi");
    for staged in [false, true] {
        fs::remove_file(place.root.join(&file)).unwrap();
        if staged {
            place.git(["add", "-u"]);
        }
        let world = place.world_as("jia");
        assert_eq!(causes(&survey(&world).unwrap().gaps), [(GapCause::Removed, 1)]);
        assert_eq!(verdicts(&world), ["records-missing", "open"]);
        assert_eq!(publish(&world), Err(PublishFailure::Unsure));
        assert!(matches!(commit(&world), Err(CommitFailure::DeletedByHand { .. })));
        place.git(["checkout", "-q", "HEAD", "--", &file]);
        assert_eq!(verdicts(&world), ["rejected", "open"]);
    }
}

#[test]
fn a_line_that_a_hand_has_taken_out_or_changed_is_missing() {
    let place = place();
    let file = file_of(&place, "yi");
    let whole = place.read(&file);
    let world = place.world_as("jia");
    let rest = whole.split_inclusive('\n').filter(|line| !line.contains("rejected"));
    let shorter: String = rest.collect();
    place.write(&file, shorter);
    assert_eq!(causes(&survey(&world).unwrap().gaps), [(GapCause::Removed, 1)]);
    assert_eq!(verdicts(&world), ["records-missing", "open"]);
    place.write(&file, whole.replace("rejected", "approved"));
    assert_eq!(causes(&survey(&world).unwrap().gaps), [(GapCause::Edited, 1)]);
    assert_eq!(verdicts(&world), ["records-missing", "open"]);
    assert_eq!(publish(&world), Err(PublishFailure::Unsure));
    // Line ends that a checkout has turned change nothing.
    place.write(&file, whole.replace('\n', "\r\n"));
    assert_eq!(verdicts(&world), ["rejected", "open"]);
}

#[test]
fn a_line_that_cannot_be_read_leaves_every_item_without_a_verdict() {
    let place = place();
    let file = file_of(&place, "yi");
    let mut bytes = fs::read(place.root.join(&file)).unwrap();
    bytes.extend(b"\xff\n");
    place.write(&file, bytes);
    let world = place.world();
    assert_eq!(verdicts(&world), ["records-missing", "records-missing"]);
    assert_eq!(publish(&world), Err(PublishFailure::Unsure));
}

#[test]
fn an_object_that_git_cannot_give_leaves_every_item_without_a_verdict() {
    let place = place();
    let oid = place.git(["rev-parse", &format!("HEAD:{}", file_of(&place, "yi"))]);
    let (directory, rest) = oid.split_at(2);
    fs::remove_file(place.root.join(".git/objects").join(directory).join(rest)).unwrap();
    let world = place.world_as("jia");
    assert!(matches!(survey(&world), Err(RepositoryFailure::MissingObject { .. })));
    assert_eq!(verdicts(&world), ["records-missing", "records-missing"]);
    assert_eq!(publish(&world), Err(PublishFailure::Unsure));
    assert!(matches!(
        commit(&world),
        Err(CommitFailure::Repository(RepositoryFailure::MissingObject { .. }))
    ));
    let failed = |outcome: Outcome| match outcome {
        Outcome::Compared(Err(failure))
        | Outcome::History(Err(failure))
        | Outcome::LoadedAt { read: Err(failure), .. } => {
            assert!(
                matches!(failure, VersionFailure::Git(RepositoryFailure::MissingObject { .. })),
                "{failure:?}"
            );
        }
        other => panic!("{other:?}"),
    };
    failed(perform(&world, Job::Compare { old: Version::head(), new: Version::Disk }));
    failed(perform(&world, Job::LoadAt { version: Version::head() }));
    failed(perform(&world, Job::History { about: crate::job::About::Everything, until: Version::Disk }));
}

#[test]
fn where_there_is_no_repository_nothing_is_missing() {
    let place = Place::new();
    let world = place.world();
    mark_item(&world, "jia", "canal", "approved");
    assert_eq!(verdicts(&world), ["approved", "open"]);
}

#[test]
fn what_is_in_the_journal_is_not_missing() {
    let place = place();
    let file = file_of(&place, "yi");
    let whole = place.read(&file);
    fs::remove_file(place.root.join(&file)).unwrap();
    let state = place.world().memory.directory().unwrap().join("journal");
    fs::create_dir_all(&state).unwrap();
    fs::write(state.join("yi.journal.toml"), whole).unwrap();
    assert_eq!(verdicts(&place.world()), ["rejected", "open"]);
}

#[test]
fn an_unborn_branch_misses_nothing() {
    let place = Place::new();
    place.git(["init", "-q", "-b", "main"]);
    let world = place.world();
    let loaded = load(&world);
    let deed = mark(
        &loaded.plan,
        &Review::of(&loaded.plan, []),
        &super::place::reviewer("jia"),
        0,
        &crate::plan::StatusId::new("approved"),
        None,
    );
    record(&world, "jia", vec![deed]);
    assert!(
        matches!(perform(&world, Job::Survey), Outcome::Surveyed(Survey::Repository(state)) if state.gaps.is_empty())
    );
    assert_eq!(
        load(&world).review.unwrap().standing(0).verdict,
        Verdict::Status(crate::plan::StatusId::new("approved"))
    );
}
