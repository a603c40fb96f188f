//! What has no end, or is too big: given up in time, told by its name, and nothing recorded is lost.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

use super::place::{PORTS, Place, commit, load, mark_item, survey};
use crate::git::{Cancel, Git, Patience};
use crate::job::{About, Job, Outcome, RepositoryFailure, Survey, Version, VersionFailure};
use crate::plan::Fault;
use crate::regular_file::FILE_LIMIT;
use crate::review::GapCause;
use crate::work::{World, load_to_record, perform};

/// As long as any test runs.
const ENDLESS: Patience = {
    let long = Duration::from_hours(1);
    Patience { first: long, later: long, aside: long }
};

/// A world whose git answers nothing but for its version, and is given up soon.
fn with_silent_git(place: &Place) -> World {
    let script = "#!/bin/sh\ncase \"$*\" in *--version*) echo git version 2.50.0; exit;; esac\n\
                  exec tail -f /dev/null --pid=$PPID\n";
    place.write("home/bin/git", script);
    let directory = place.root.join("home/bin");
    fs::set_permissions(directory.join("git"), fs::Permissions::from_mode(0o755)).unwrap();
    let path = std::env::var_os("PATH").unwrap();
    let path = std::env::join_paths([directory].into_iter().chain(std::env::split_paths(&path))).unwrap();
    let brief = Duration::from_millis(20);
    let git = Git::from_environment([("PATH".into(), path)]).unwrap();
    let mut world = place.world();
    world.git = Some(git.with_patience(Patience { first: brief, later: brief, aside: brief }));
    world
}

#[test]
fn a_git_that_does_not_answer_is_not_taken_for_no_repository() {
    let place = Place::with_git();
    mark_item(&place.world(), "jia", "canal", "approved");
    commit(&place.world()).unwrap();
    let world = with_silent_git(&place);
    let silent = RepositoryFailure::NotAnswered { seconds: 0 };
    assert_eq!(survey(&world), Err(silent.clone()));
    let gaps = Survey::Without(silent.clone()).gaps();
    assert!(matches!(&gaps[..], [gap] if gap.cause == GapCause::NotAnswered && gap.facts.is_none()));
    // Recording goes on, and what is recorded waits for git.
    mark_item(&world, "jia", "rail", "approved");
    assert_eq!(commit(&world), Err(silent.clone().into()));
    assert_eq!(load(&world).facts.len(), 2);
    let compare = Job::Compare { old: Version::head(), new: Version::Disk };
    let Outcome::Compared(Err(VersionFailure::Git(failure))) = perform(&world, compare) else { panic!() };
    assert_eq!(failure, silent);
    assert_eq!(commit(&place.world()).unwrap().facts, 1);
}

#[test]
fn who_records_does_not_wait_for_a_git_that_is_slow() {
    let place = Place::with_git();
    mark_item(&place.world(), "jia", "canal", "approved");
    let mut world = with_silent_git(&place);
    world.named = Some("jia".to_owned());
    // git would be waited for as long as the test runs; what it would add is not.
    let git = world.git.take().unwrap();
    let patience = Patience { aside: Duration::from_millis(20), ..ENDLESS };
    world.git = Some(git.with_patience(patience));
    let (loaded, survey) = load_to_record(&world);
    assert_eq!(survey, Survey::Without(RepositoryFailure::NotAnswered { seconds: 0 }));
    assert_eq!((loaded.facts.len(), loaded.identity.known().is_some()), (1, true));
    world.cancel.end();
    // Where git is quick, nothing is left out.
    let mut quick = place.world();
    quick.git = quick.git.map(|git| git.with_patience(ENDLESS));
    let (_, survey) = load_to_record(&quick);
    assert!(matches!(survey, Survey::Repository(state) if state.head.is_some()));
}

#[test]
fn a_cancelled_job_ends_and_says_so() {
    let place = Place::with_git();
    mark_item(&place.world(), "jia", "canal", "approved");
    let cancel = Cancel::default();
    cancel.cancel();
    let world = place.world().for_job(&cancel);
    let head = place.git(["rev-parse", "HEAD"]);
    assert_eq!(commit(&world), Err(RepositoryFailure::Cancelled.into()));
    assert_eq!(place.git(["rev-parse", "HEAD"]), head);
    let history = Job::History { about: About::Everything, until: Version::Disk };
    let Outcome::History(Err(VersionFailure::Git(failure))) = perform(&world, history) else { panic!() };
    assert_eq!(failure, RepositoryFailure::Cancelled);
    // The next job is another one.
    assert_eq!(commit(&place.world()).unwrap().facts, 1);
}

#[test]
fn a_file_of_history_that_is_too_big_is_a_problem_as_one_on_the_disk_is() {
    let place = Place::with_git();
    let big = format!("{PORTS}{}", "#".repeat(usize::try_from(FILE_LIMIT).unwrap()));
    place.write("plans/5-ports.toml", &big);
    place.git(["commit", "-q", "-a", "-m", "outgrown"]);
    place.write("plans/5-ports.toml", PORTS);
    place.git(["commit", "-q", "-a", "-m", "as before"]);
    let world = place.world();
    let before = || Version::Revision("HEAD~1".into());
    let compare = Job::Compare { old: before(), new: Version::head() };
    let Outcome::Compared(Ok(compared)) = perform(&world, compare) else { panic!() };
    assert!(compared.old.plan.items.is_empty() && !compared.new.plan.items.is_empty());
    let items = compared.comparison.items().count();
    assert_eq!(items, 0, "what could not be read is not called new: {:?}", compared.comparison.areas);
    let at = super::super::past::read(&world, &before()).unwrap();
    let is_told = at
        .loaded
        .problems
        .iter()
        .any(|problem| matches!(problem.fault, Fault::TooBig { bytes, .. } if bytes == big.len() as u64));
    assert!(is_told, "{:?}", at.loaded.problems);
    let history = Job::History { about: About::Everything, until: Version::Disk };
    let Outcome::History(Ok(history)) = perform(&world, history) else { panic!() };
    let told: usize = history.passages.iter().map(|passage| passage.comparison.items().count()).sum();
    assert_eq!(told, compared.new.plan.items.len(), "each item came once, with the first commit");
}
