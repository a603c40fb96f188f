//! One clone renames the plan directory while another works in it.

use std::fs;

use fupan::job::{Arrivals, SyncFailure};

use super::office::{Desk, Office};

/// Renames the plan directory and commits that.
fn rename(desk: &mut Desk<'_>, to: &'static str) {
    desk.git(&["mv", desk.plans, to]);
    desk.git(&["commit", "-q", "-m", "rename the plan directory"]);
    desk.plans = to;
}

fn renamed_to(directory: &str) -> Arrivals {
    Arrivals { renamed: Some(directory.into()), ..Arrivals::default() }
}

/// Gives an item of the plan another title and commits that.
fn retitle(desk: &Desk<'_>, old: &str, new: &str) {
    let file = desk.path.join(desk.plans).join("5-ports.toml");
    let text = fs::read_to_string(&file).expect("the plan is there");
    assert!(text.contains(old));
    fs::write(&file, text.replace(old, new)).expect("the plan is there");
    desk.git(&["commit", "-q", "-a", "-m", "an edit"]);
}

fn text(desk: &Desk<'_>) -> String {
    fs::read_to_string(desk.path.join(desk.plans).join("5-ports.toml")).expect("the plan is there")
}

#[test]
fn what_was_done_in_the_old_directory_goes_with_the_plan_into_the_new_one() {
    let office = Office::new();
    let (mut here, mut there) = (office.desk("here", "jia"), office.desk("there", "yi"));
    rename(&mut there, "plan");
    retitle(&there, "高铁", "城际铁路");
    let theirs = there.mark("canal", "revise");
    there.sync_by_itself().unwrap();
    retitle(&here, "高速", "高速公路");
    let ours = here.mark("canal", "approved");
    let synced = here.sync_by_itself().unwrap();
    assert_eq!(
        synced.incoming,
        Arrivals { facts: [(there.reviewer.clone(), 1)].into(), items: 1, ..renamed_to("plan") }
    );
    assert_eq!(
        synced.outgoing,
        Arrivals { facts: [(here.reviewer.clone(), 1)].into(), items: 1, ..Arrivals::default() }
    );
    here.plans = "plan";
    there.sync_by_itself().unwrap();
    for desk in [&here, &there] {
        assert!(!desk.path.join("plans").exists());
        assert!(desk.facts().is_superset(&[ours.clone(), theirs.clone()].into()));
        assert!(text(desk).contains("高速公路") && text(desk).contains("城际铁路"), "{}", text(desk));
    }
    assert_eq!(here.git(&["rev-parse", "HEAD"]), there.git(&["rev-parse", "HEAD"]));
}

#[test]
fn what_others_did_in_the_old_directory_comes_into_the_new_one() {
    let office = Office::new();
    let (here, mut there) = (office.desk("here", "jia"), office.desk("there", "yi"));
    let mark = here.mark("canal", "approved");
    here.sync_by_itself().unwrap();
    rename(&mut there, "plan");
    let synced = there.sync_by_itself().unwrap();
    assert_eq!((synced.incoming.records(), synced.outgoing), (1, renamed_to("plan")));
    assert!(there.facts().contains(&mark));
    assert!(!there.path.join("plans").exists());
}

#[test]
fn one_who_has_done_nothing_follows() {
    let office = Office::new();
    let (mut here, mut there) = (office.desk("here", "jia"), office.desk("there", "yi"));
    rename(&mut there, "plan");
    let synced = there.sync_by_itself().unwrap();
    assert_eq!((synced.incoming, synced.outgoing), (Arrivals::default(), renamed_to("plan")));
    assert_eq!(here.sync_by_itself().unwrap().incoming, renamed_to("plan"));
    here.plans = "plan";
    here.mark("canal", "approved");
    assert_eq!(here.sync_by_itself().unwrap().outgoing.records(), 1);
}

#[test]
fn two_who_rename_it_alike_are_joined_and_otherwise_one_has_to_give_way() {
    let office = Office::new();
    let (mut here, mut there) = (office.desk("here", "jia"), office.desk("there", "yi"));
    rename(&mut there, "plan");
    let theirs = there.mark("canal", "revise");
    there.sync_by_itself().unwrap();
    rename(&mut here, "strategy");
    let ours = here.mark("canal", "approved");
    match here.sync_by_itself() {
        Err(SyncFailure::RenamedTwice { ours, theirs, .. }) => {
            assert_eq!((ours.raw(), theirs.raw()), ("strategy", "plan"));
        }
        other => panic!("{other:?}"),
    }
    assert!(here.facts().contains(&ours));
    rename(&mut here, "plan");
    here.sync_by_itself().unwrap();
    assert!(here.facts().is_superset(&[ours, theirs].into()));
}

#[test]
fn what_stands_in_the_new_place_is_not_written_over() {
    let office = Office::new();
    let (here, mut there) = (office.desk("here", "jia"), office.desk("there", "yi"));
    rename(&mut there, "plan");
    there.sync_by_itself().unwrap();
    fs::create_dir_all(here.path.join("plan/reviews")).unwrap();
    fs::write(here.path.join("plan/5-ports.toml"), "something else").unwrap();
    here.git(&["add", "."]);
    here.git(&["commit", "-q", "-m", "a file in the way"]);
    let before = here.git(&["rev-parse", "HEAD^{tree}"]);
    match here.sync_by_itself() {
        Err(SyncFailure::Conflict { files, .. }) => assert_eq!(files, ["plan/5-ports.toml".into()]),
        other => panic!("{other:?}"),
    }
    assert_eq!(here.git(&["rev-parse", "HEAD^{tree}"]), before);
}
